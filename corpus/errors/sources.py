"""Something to read that cannot be read."""

from corpus.errors.root import FootnoteError


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


class UploadRefused(SourceError):
    sentence = "{source} was not taken: {reason}."


class UploadGone(SourceError):
    sentence = "What was brought in is there no longer: bring it in again."
