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
└── VectorIndexError           the vectors
    ├── VectorsDamaged
    ├── CopyUnwritable
    ├── VectorsIncomplete
    ├── EmbeddingChanged
    ├── EmbeddingForgotten
    └── EmbeddingMissing
"""


class FootnoteError(Exception):
    """The root. Its text is the sentence a person reads; `exit_code` is the command's."""

    sentence = "{reason}"
    exit_code = 1

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence.format(**facts))


class WrongUse(FootnoteError):
    exit_code = 2


class EmptyQuestion(WrongUse):
    sentence = "The question is empty: type one, for example “{example}”"


class LongQuestion(WrongUse):
    sentence = (
        "The question has {length:,} characters and the limit is {limit:,}: "
        "shorten it, or raise FOOTNOTE_QUESTION_CHARS."
    )


class UnknownDocument(WrongUse):
    sentence = "There is no document “{document}” in the library: `footnote library` lists them."


class UnknownGeneration(WrongUse):
    sentence = "There is no generation {number} in the library: `footnote history` lists them."


class UnknownAnswer(WrongUse):
    sentence = "There is no saved answer {id} in this library: ask the question again."


class UnknownAct(WrongUse):
    sentence = "The manifest has no act {celex}: it knows {known}."


class NetworkUnasked(WrongUse):
    sentence = (
        "This would open the network to {hosts}, and nobody is here to agree: "
        "give --yes, or --dry-run to see what would be asked."
    )


class BadBatchLine(WrongUse):
    sentence = "{file}, line {line}: {reason}."


class BadQuestionSet(WrongUse):
    sentence = "The question set {file} cannot be used: {reason}."


class BadSetting(WrongUse):
    sentence = "The setting {name} is wrong: {reason}. `footnote doctor` shows all settings."


class PortTaken(WrongUse):
    sentence = "Port {port} on {host} is in use: choose another with --port."


class SourceError(FootnoteError):
    pass


class SourceMissing(SourceError):
    sentence = "There is no file or folder {source}: check the path."


class NothingToRead(SourceError):
    sentence = (
        "Nothing in {source} can be read, so the library was left as it is: "
        "give a file or folder of PDF, Word, HTML, Markdown, text or EU law.{details}"
    )


class SourceRefused(SourceError):
    """The only source there was could not be read, for the reason its own error gave."""

    sentence = "{reason}"


class UnsupportedKind(SourceError):
    sentence = (
        "{source} is a kind of file Footnote does not read ({kind}): "
        "save it as PDF, Word (docx), HTML, Markdown or text."
    )


class UnknownEncoding(SourceError):
    sentence = "{source} is not text in an encoding that can be told: save it again as UTF-8."


class EmptySource(SourceError):
    sentence = "{source} holds no text: add some, or leave the file out."


class LargeSource(SourceError):
    sentence = (
        "{source} has {size_mb:.0f} MB and the limit is {limit_mb:.0f} MB: "
        "split it, or raise FOOTNOTE_SOURCE_MB."
    )


class SlowSource(SourceError):
    sentence = (
        "{source} was not read within {limit_s:g} s: split it, or raise FOOTNOTE_READER_SECONDS."
    )


class HungrySource(SourceError):
    sentence = (
        "{source} takes more than {limit_mb:g} MB of memory to read: "
        "split it, or raise FOOTNOTE_READER_MB."
    )


class LargeText(SourceError):
    sentence = (
        "{source} holds more than {limit_mb:g} MB of text: "
        "split it, or raise FOOTNOTE_READER_TEXT_MB."
    )


class DamagedSource(SourceError):
    """What is in a source is not what its kind says it should be."""

    sentence = "{source} cannot be read as {kind}: {reason}."


class LockedSource(SourceError):
    sentence = "{source} is encrypted or locked with a password: save a copy that is not."


class ScannedSource(SourceError):
    sentence = (
        "{source} holds pictures of pages and no text: "
        "save a copy of it after text recognition (OCR)."
    )


class LongSource(SourceError):
    sentence = "{source} has {pages:,} pages and the limit is {limit:,}: split it."


class BombSource(SourceError):
    """An archive that would grow far beyond what such a file can need."""

    sentence = (
        "{source} would unpack from {packed_mb:.1f} MB to {unpacked_mb:,.0f} MB in {entries:,} "
        "entries, as no honest file does: it was left alone."
    )


class FatalSource(SourceError):
    sentence = (
        "{source} brought down the process that read it: leave it out, or save it anew with the "
        "program it comes from."
    )


class BadHead(SourceError):
    sentence = "The metadata head of {source} cannot be used: {reason}."


class BadManifest(SourceError):
    sentence = "The manifest {source} cannot be used: {reason}."


class UnreadableSource(SourceError):
    sentence = "{source} cannot be opened: {reason}."


class FetchError(FootnoteError):
    pass


class ForeignHost(FetchError):
    sentence = (
        "{url} leads to {host}, which the manifest does not name: it was not contacted. "
        "Look there with a browser, save the page and give it to `footnote ingest`."
    )


class EndlessRedirect(FetchError):
    sentence = "{url} is sent on again and again: try again later."


class NoAnswer(FetchError):
    sentence = (
        "{host} gave no usable answer in {attempts} attempts ({reason}): "
        "run the same command again later, it goes on where it stopped."
    )


class NotOffered(FetchError):
    sentence = (
        "{url} is not offered in this language and form (status {status}): "
        "try another --format, --language or --edition."
    )


class InParts(FetchError):
    sentence = "{url} is offered in several parts: take it whole with --format formex."


class HostRefuses(FetchError):
    sentence = (
        "{url} is refused to programs (status {status}): save it with a browser "
        "and give it to `footnote ingest`."
    )


class LargeDownload(FetchError):
    sentence = (
        "{url} is larger than the limit of {limit_mb:.0f} MB and was not taken: "
        "raise FOOTNOTE_SOURCE_MB."
    )


class WrongContent(FetchError):
    sentence = "What came for {name} was not taken: {reason}."


class FolderUnwritable(FetchError):
    sentence = "The folder {folder} cannot be written: {reason}."


class LibraryError(FootnoteError):
    pass


class LibraryMissing(LibraryError):
    sentence = "There is no library in {folder}: `footnote ingest` makes one of the shipped texts."


class LibraryUnreadable(LibraryError):
    sentence = "The library in {folder} cannot be opened: {reason}."


class LibraryEmpty(LibraryError):
    sentence = "The library in {folder} holds no texts: `footnote ingest` adds the shipped ones."


class LibraryNewer(LibraryError):
    sentence = (
        "The library in {folder} was written by a newer Footnote (schema {found}, this one knows "
        "{known}): update Footnote, or choose another library with --library."
    )


class LibraryDamaged(LibraryError):
    sentence = (
        "The library file {file} is damaged ({reason}): put back a copy of it, or move it away "
        "and run `footnote ingest`."
    )


class LibraryBusy(LibraryError):
    sentence = (
        "The library in {folder} is being written by {writer}: try again when that is done, or "
        "give --wait. Asking goes on working meanwhile."
    )


class LibraryUnwritable(LibraryError):
    sentence = "The library in {folder} cannot be written: {reason}."


class RemovalRefused(LibraryError):
    sentence = (
        "{removed} of the {held} documents that came from {folders} are there no longer, so the "
        "library was left as it is: check the path, give --allow-empty if they shall be removed, "
        "or raise FOOTNOTE_REMOVAL_SHARE."
    )


class PlanOutdated(LibraryError):
    sentence = (
        "The library is at generation {current} now and the plan was made for {base}: "
        "look at a new plan, nothing was changed."
    )


class VectorIndexError(FootnoteError):
    pass


class VectorsDamaged(VectorIndexError):
    sentence = (
        "The vector index in {folder} is damaged ({reason}): `footnote rebuild` makes it again "
        "from the library, without embedding anything."
    )


class CopyUnwritable(VectorIndexError):
    sentence = (
        "The vector index is searched in a copy of it, which cannot be written to {folder}: "
        "{reason}. Free some space there, or name another folder in TMPDIR."
    )


class VectorsIncomplete(VectorIndexError):
    sentence = (
        "{missing} of {total} passages have no vector from {model} in the library: "
        "`footnote ingest` computes them."
    )


class EmbeddingChanged(VectorIndexError):
    sentence = (
        "The library was embedded with {built} and the setting FOOTNOTE_EMBEDDING now says "
        "{asked}: run `footnote ingest` to embed it anew, or set FOOTNOTE_EMBEDDING={built}."
    )


class EmbeddingForgotten(VectorIndexError):
    sentence = (
        "Generation {number} was embedded with {built} and not all of it with {asked}, which "
        "FOOTNOTE_EMBEDDING says now: set FOOTNOTE_EMBEDDING={built} to go back to it."
    )


class EmbeddingMissing(VectorIndexError):
    sentence = (
        "The embedding model {model} cannot be loaded from this machine: install it with "
        "`make setup`, or set FOOTNOTE_EMBEDDING to the folder of a sentence-transformers model. "
        "({reason})"
    )
