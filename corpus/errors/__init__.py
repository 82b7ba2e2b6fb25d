"""What can go wrong, each with the one sentence a person reads.

FootnoteError
├── WrongUse                 the request itself is off (exit code 2)
│   ├── EmptyQuestion
│   ├── LongQuestion
│   ├── EmptyStatement
│   ├── LongStatement
│   ├── UnknownDocument
│   ├── UnknownGeneration
│   ├── UnknownAnswer
│   ├── AmbiguousAnswer
│   ├── UnknownAct
│   ├── NetworkUnasked
│   ├── BadBatchLine
│   ├── BadQuestionSet
│   ├── BadSetting
│   ├── PackMissing
│   ├── NotAPack
│   ├── LargePack
│   ├── OtherFile
│   ├── FileTaken
│   ├── FileUnwritable
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
├── PackError                an evidence pack
│   ├── PackUnreadable
│   ├── PackDamaged
│   ├── PackNewer
│   ├── PackAltered
│   ├── PackUnwritable
│   └── NothingToCompare
├── ReaderError              the reader model
│   ├── ReaderMissing
│   └── SupportModelMissing
└── LanguageModelError       the language model
    ├── ModelPackageMissing
    ├── ModelKeyMissing
    ├── ModelKeyRefused
    ├── ModelUnknown
    ├── ModelUnreachable
    ├── ModelSlow
    ├── ModelBusy
    ├── ModelFailed
    ├── ModelRefused
    ├── ModelSilent
    ├── ModelCut
    └── ModelCancelled
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
    LanguageModelError,
    ModelBusy,
    ModelCancelled,
    ModelCut,
    ModelFailed,
    ModelKeyMissing,
    ModelKeyRefused,
    ModelPackageMissing,
    ModelRefused,
    ModelSilent,
    ModelSlow,
    ModelUnknown,
    ModelUnreachable,
    ReaderError,
    ReaderMissing,
    SupportModelMissing,
    VectorIndexError,
    VectorsDamaged,
    VectorsIncomplete,
)
from corpus.errors.packs import (
    LargePack,
    NotAPack,
    NothingToCompare,
    OtherFile,
    PackAltered,
    PackDamaged,
    PackError,
    PackMissing,
    PackNewer,
    PackUnreadable,
    PackUnwritable,
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
    AmbiguousAnswer,
    BadBatchLine,
    BadQuestionSet,
    BadSetting,
    EmptyQuestion,
    EmptyStatement,
    FileTaken,
    FileUnwritable,
    LongQuestion,
    LongStatement,
    NetworkUnasked,
    PortTaken,
    UnknownAct,
    UnknownAnswer,
    UnknownDocument,
    UnknownGeneration,
    WrongUse,
)

__all__ = [
    "AmbiguousAnswer",
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
    "EmptyStatement",
    "EndlessRedirect",
    "FatalSource",
    "FetchError",
    "FileTaken",
    "FileUnwritable",
    "FolderUnwritable",
    "FootnoteError",
    "ForeignHost",
    "HostRefuses",
    "HungrySource",
    "InParts",
    "LanguageModelError",
    "LargeDownload",
    "LargePack",
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
    "LongStatement",
    "ModelBusy",
    "ModelCancelled",
    "ModelCut",
    "ModelFailed",
    "ModelKeyMissing",
    "ModelKeyRefused",
    "ModelPackageMissing",
    "ModelRefused",
    "ModelSilent",
    "ModelSlow",
    "ModelUnknown",
    "ModelUnreachable",
    "NetworkUnasked",
    "NoAnswer",
    "NotAPack",
    "NotOffered",
    "NothingToCompare",
    "NothingToRead",
    "OtherFile",
    "PackAltered",
    "PackDamaged",
    "PackError",
    "PackMissing",
    "PackNewer",
    "PackUnreadable",
    "PackUnwritable",
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
    "SupportModelMissing",
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
