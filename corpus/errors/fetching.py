"""Something official that cannot be brought here."""

from corpus.errors.root import FootnoteError


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
