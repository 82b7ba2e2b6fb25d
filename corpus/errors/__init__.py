"""What can go wrong, each with the one sentence a person reads.

FootnoteError
├── WrongUse                 the request itself is off (exit code 2)
│   ├── EmptyQuestion
│   ├── LongQuestion
│   ├── UnknownDocument
│   ├── UnknownGeneration
│   ├── UnknownAnswer
│   ├── UnknownAct
│   ├── NetworkUnasked
│   ├── BadBatchLine
│   ├── BadQuestionSet
│   ├── BadSetting
│   └── PortTaken
├── SourceError              something to read cannot be read
│   ├── SourceMissing
│   ├── NothingToRead
│   ├── SourceRefused
│   ├── UnsupportedKind
│   ├── UnknownEncoding
│   ├── EmptySource
│   ├── LargeSource
│   ├── SlowSource
│   ├── HungrySource
│   ├── LargeText
│   ├── DamagedSource
│   ├── FatalSource
│   ├── LockedSource
│   ├── ScannedSource
│   ├── LongSource
│   ├── BombSource
│   ├── BadHead
│   ├── BadManifest
│   └── UnreadableSource
├── FetchError               something official cannot be brought here
│   ├── ForeignHost
│   ├── EndlessRedirect
│   ├── NoAnswer
│   ├── NotOffered
│   ├── InParts
│   ├── HostRefuses
│   ├── LargeDownload
│   ├── WrongContent
│   └── FolderUnwritable
├── LibraryError             the record
│   ├── LibraryMissing
│   ├── LibraryUnreadable
│   ├── LibraryEmpty
│   ├── LibraryNewer
│   ├── LibraryDamaged
│   ├── LibraryBusy
│   ├── LibraryUnwritable
│   ├── RemovalRefused
│   └── PlanOutdated
├── VectorIndexError         the vectors
│   ├── VectorsDamaged
│   ├── CopyUnwritable
│   ├── VectorsIncomplete
│   ├── EmbeddingChanged
│   ├── EmbeddingForgotten
│   └── EmbeddingMissing
└── ReaderError              the reader model
    └── ReaderMissing
"""

from corpus.errors.fetching import (
    EndlessRedirect,
    FetchError,
    FolderUnwritable,
    ForeignHost,
    HostRefuses,
    InParts,
    LargeDownload,
    NoAnswer,
    NotOffered,
    WrongContent,
)
from corpus.errors.models import (
    CopyUnwritable,
    EmbeddingChanged,
    EmbeddingForgotten,
    EmbeddingMissing,
    ReaderError,
    ReaderMissing,
    VectorIndexError,
    VectorsDamaged,
    VectorsIncomplete,
)
from corpus.errors.record import (
    LibraryBusy,
    LibraryDamaged,
    LibraryEmpty,
    LibraryError,
    LibraryMissing,
    LibraryNewer,
    LibraryUnreadable,
    LibraryUnwritable,
    PlanOutdated,
    RemovalRefused,
)
from corpus.errors.root import FootnoteError
from corpus.errors.sources import (
    BadHead,
    BadManifest,
    BombSource,
    DamagedSource,
    EmptySource,
    FatalSource,
    HungrySource,
    LargeSource,
    LargeText,
    LockedSource,
    LongSource,
    NothingToRead,
    ScannedSource,
    SlowSource,
    SourceError,
    SourceMissing,
    SourceRefused,
    UnknownEncoding,
    UnreadableSource,
    UnsupportedKind,
)
from corpus.errors.use import (
    BadBatchLine,
    BadQuestionSet,
    BadSetting,
    EmptyQuestion,
    LongQuestion,
    NetworkUnasked,
    PortTaken,
    UnknownAct,
    UnknownAnswer,
    UnknownDocument,
    UnknownGeneration,
    WrongUse,
)

__all__ = [
    "BadBatchLine",
    "BadHead",
    "BadManifest",
    "BadQuestionSet",
    "BadSetting",
    "BombSource",
    "CopyUnwritable",
    "DamagedSource",
    "EmbeddingChanged",
    "EmbeddingForgotten",
    "EmbeddingMissing",
    "EmptyQuestion",
    "EmptySource",
    "EndlessRedirect",
    "FatalSource",
    "FetchError",
    "FolderUnwritable",
    "FootnoteError",
    "ForeignHost",
    "HostRefuses",
    "HungrySource",
    "InParts",
    "LargeDownload",
    "LargeSource",
    "LargeText",
    "LibraryBusy",
    "LibraryDamaged",
    "LibraryEmpty",
    "LibraryError",
    "LibraryMissing",
    "LibraryNewer",
    "LibraryUnreadable",
    "LibraryUnwritable",
    "LockedSource",
    "LongQuestion",
    "LongSource",
    "NetworkUnasked",
    "NoAnswer",
    "NotOffered",
    "NothingToRead",
    "PlanOutdated",
    "PortTaken",
    "ReaderError",
    "ReaderMissing",
    "RemovalRefused",
    "ScannedSource",
    "SlowSource",
    "SourceError",
    "SourceMissing",
    "SourceRefused",
    "UnknownAct",
    "UnknownAnswer",
    "UnknownDocument",
    "UnknownEncoding",
    "UnknownGeneration",
    "UnreadableSource",
    "UnsupportedKind",
    "VectorIndexError",
    "VectorsDamaged",
    "VectorsIncomplete",
    "WrongContent",
    "WrongUse",
]
