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
│   ├── UnknownConversation
│   ├── EmptyTitle
│   ├── UnknownVerdict
│   ├── NoWords
│   ├── WordsNotFound
│   ├── LongQuote
│   ├── NoRows
│   ├── UnknownAct
│   ├── NetworkUnasked
│   ├── BadBatchLine
│   ├── BadQuestionSet
│   ├── BadRun
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
│   ├── UnreadableSource
│   ├── UploadRefused
│   └── UploadGone
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
│   ├── PlanOutdated
│   └── ApplyCancelled
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
├── ProgramError             what a program asks
│   ├── BadField
│   ├── NotLoggedIn
│   ├── LoginRefused
│   ├── ChangesRefused
│   ├── ManyRequests
│   ├── ServerBusy
│   ├── NothingHere
│   ├── Unexpected
│   └── McpMissing
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
from corpus.errors.programs import (
    BadField,
    ChangesRefused,
    LoginRefused,
    ManyRequests,
    McpMissing,
    NothingHere,
    NotLoggedIn,
    ProgramError,
    ServerBusy,
    Unexpected,
)
from corpus.errors.record import (
    ApplyCancelled,
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
    UploadGone,
    UploadRefused,
)
from corpus.errors.use import (
    AmbiguousAnswer,
    BadBatchLine,
    BadQuestionSet,
    BadRun,
    BadSetting,
    EmptyQuestion,
    EmptyStatement,
    EmptyTitle,
    FileTaken,
    FileUnwritable,
    LongQuestion,
    LongQuote,
    LongStatement,
    NetworkUnasked,
    NoRows,
    NoWords,
    PortTaken,
    UnknownAct,
    UnknownAnswer,
    UnknownConversation,
    UnknownDocument,
    UnknownGeneration,
    UnknownVerdict,
    WordsNotFound,
    WrongUse,
)

__all__ = [
    "AmbiguousAnswer",
    "ApplyCancelled",
    "BadBatchLine",
    "BadField",
    "BadHead",
    "BadManifest",
    "BadQuestionSet",
    "BadRun",
    "BadSetting",
    "BombSource",
    "ChangesRefused",
    "CopyUnwritable",
    "DamagedSource",
    "EmbeddingChanged",
    "EmbeddingForgotten",
    "EmbeddingMissing",
    "EmptyQuestion",
    "EmptySource",
    "EmptyStatement",
    "EmptyTitle",
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
    "LoginRefused",
    "LongQuestion",
    "LongQuote",
    "LongSource",
    "LongStatement",
    "ManyRequests",
    "McpMissing",
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
    "NoRows",
    "NoWords",
    "NotAPack",
    "NotLoggedIn",
    "NotOffered",
    "NothingHere",
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
    "ProgramError",
    "ReaderError",
    "ReaderMissing",
    "RemovalRefused",
    "ScannedSource",
    "ServerBusy",
    "SlowSource",
    "SourceError",
    "SourceMissing",
    "SourceRefused",
    "SupportModelMissing",
    "Unexpected",
    "UnknownAct",
    "UnknownAnswer",
    "UnknownConversation",
    "UnknownDocument",
    "UnknownEncoding",
    "UnknownGeneration",
    "UnknownVerdict",
    "UnreadableSource",
    "UnsupportedKind",
    "UploadGone",
    "UploadRefused",
    "VectorIndexError",
    "VectorsDamaged",
    "VectorsIncomplete",
    "WordsNotFound",
    "WrongContent",
    "WrongUse",
]
