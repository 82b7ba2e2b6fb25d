"""Web pages: the main content with its headings, lists and tables, and nothing nobody sees."""

from dataclasses import replace

from corpus.document import Document
from corpus.errors import EmptySource
from ingest.readers.blocks import write
from ingest.readers.draft import Draft
from ingest.readers.html.content import content_of
from ingest.readers.html.flow import blocks
from ingest.readers.html.head import language_of, metadata_of, titles_of
from ingest.readers.html.hidden import remove_hidden
from ingest.readers.html.tree import parse
from ingest.readers.titles import only_heading, title_of, titled


def read(data: bytes, id: str, source: str) -> Document:
    """The document in a web page. Raises UnknownEncoding, DamagedSource, EmptySource."""
    tree, notices = parse(data, source)
    stated, metadata = titles_of(tree), metadata_of(tree)
    hidden = remove_hidden(tree)
    content, left_out = content_of(tree)
    draft = Draft()
    for part in content:
        write(draft, blocks(part))
    text, outline = draft.text(), draft.sections()
    if not text:
        raise EmptySource(source=source)
    title = title_of([only_heading(outline), *stated], outline, source)
    return Document(
        id=id,
        title=title,
        text=text,
        outline=titled(outline, title),
        metadata=replace(metadata, language=language_of(tree)),
        notices=notices + hidden + left_out + draft.notices(),
    )
