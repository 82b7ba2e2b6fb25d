"""SQLite's full-text search (FTS5, bm25, Porter stems) over the passages of a generation."""

from collections.abc import Sequence

from sqlalchemy import Connection, TextClause, bindparam, text

# A word in the head (title and section path) tells a little less than one in the text.
# bm25() is lower for better matches (https://sqlite.org/fts5.html#the_bm25_function).
SEARCH = """
    SELECT passages.id, -bm25(passages_fts, 0.6, 1.0) AS score
    FROM passages_fts JOIN passages ON passages."row" = passages_fts.rowid
    WHERE passages_fts MATCH :query
      AND passages.since <= :generation
      AND (passages.until IS NULL OR passages.until > :generation) {narrowed}
    ORDER BY score DESC, passages.document, passages.start LIMIT :k
"""
COUNT = """
    SELECT count(*)
    FROM passages_fts JOIN passages ON passages."row" = passages_fts.rowid
    WHERE passages_fts MATCH :query
      AND passages.since <= :generation
      AND (passages.until IS NULL OR passages.until > :generation) {narrowed}
"""


def search(
    connection: Connection,
    terms: Sequence[str],
    generation: int,
    documents: Sequence[str],
    k: int,
) -> list[tuple[str, float]]:
    """The best passages holding any of the terms: id and score, best first."""
    if not terms:
        return []
    query = " OR ".join(quoted(term) for term in terms)
    values = {"query": query, "generation": generation, "k": k}
    rows = connection.execute(narrowed(SEARCH, documents), values | only(documents))
    return [(row.id, row.score) for row in rows]


def frequencies(
    connection: Connection, terms: Sequence[str], generation: int, documents: Sequence[str]
) -> dict[str, int]:
    """In how many passages each term stands, as a word of the same stem."""
    statement = narrowed(COUNT, documents)
    return {
        term: connection.execute(
            statement, {"query": quoted(term), "generation": generation} | only(documents)
        ).scalar_one()
        for term in terms
    }


def quoted(term: str) -> str:
    """A term as FTS5 string: no character of it is an operator."""
    return '"' + term.replace('"', '""') + '"'


def narrowed(statement: str, documents: Sequence[str]) -> TextClause:
    if not documents:
        return text(statement.format(narrowed=""))
    clause = text(statement.format(narrowed="AND passages.document IN :documents"))
    return clause.bindparams(bindparam("documents", expanding=True))


def only(documents: Sequence[str]) -> dict[str, list[str]]:
    return {"documents": list(documents)} if documents else {}
