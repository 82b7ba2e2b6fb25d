"""What goes wrong with the record."""

from corpus.errors.root import FootnoteError


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


class ApplyCancelled(LibraryError):
    """A person stopped the carrying out of a plan."""

    sentence = (
        "Cancelled: the library is as it was. What was embedded is kept, so that applying goes on "
        "from there."
    )
