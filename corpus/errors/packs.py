"""Evidence packs that cannot be read or written."""

from corpus.errors.root import FootnoteError
from corpus.errors.use import WrongUse


class PackMissing(WrongUse):
    sentence = "There is no evidence pack {file}: check the path."


class NotAPack(WrongUse):
    sentence = (
        "{file} is no evidence pack: give a file that `footnote ask` wrote with --pack, or the "
        "JSON out of one."
    )


class LargePack(WrongUse):
    sentence = (
        "{file} has {size_mb:.0f} MB and no evidence pack has more than {limit_mb:.0f} MB: "
        "it was not read."
    )


class OtherFile(WrongUse):
    """Something else stands where a pack shall be written."""

    sentence = (
        "{file} is there already and is no evidence pack, so it was left as it is: "
        "choose another name."
    )


class PackError(FootnoteError):
    pass


class PackUnreadable(PackError):
    sentence = "The evidence pack {file} cannot be opened: {reason}."


class PackDamaged(PackError):
    sentence = "The evidence pack {file} is damaged ({reason}): get it again from who made it."


class PackNewer(PackError):
    sentence = (
        "The evidence pack {file} was made by a newer Footnote (format {found}, this one knows "
        "{known}): update Footnote to verify it."
    )


class PackAltered(PackError):
    sentence = (
        "The evidence pack {file} is not as it was made, {what} was altered, and nothing in it is "
        "proven: get it again from who made it."
    )


class PackUnwritable(PackError):
    sentence = "The evidence pack cannot be written to {file}: {reason}."


class NothingToCompare(PackError):
    sentence = (
        "Nothing in {source} can be read, so there is nothing to compare the pack with: "
        "give the documents that it cites.{details}"
    )
