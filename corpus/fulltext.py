"""SQLite's full-text search (FTS5, bm25, Porter stems) over the passages of a generation."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

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

# A table over the index itself (https://sqlite.org/fts5.html#the_fts5vocab_virtual_table_module):
# asking it is quick, however often a word stands in the texts.
VOCABULARY = """
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, passages_fts, row)
"""
COUNTED = "SELECT term, doc FROM temp.vocabulary WHERE term IN :stems"
LIKE = """
    SELECT term FROM temp.vocabulary
    WHERE term >= :first AND term < :behind AND length(term) BETWEEN :shortest AND :longest
"""
PASSAGES = "SELECT count(*) FROM passages_fts_docsize"


@dataclass(frozen=True, slots=True)
class WordCounts:
    """In how many of the `passages` each stem stands; those that stand in none are left out."""

    passages: int
    of: dict[str, int]


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


def word_counts(connection: Connection, stems: Collection[str]) -> WordCounts:
    """How common words are among all recorded passages, of any generation, as bm25() counts."""
    connection.exec_driver_sql(VOCABULARY)
    counted = text(COUNTED).bindparams(bindparam("stems", expanding=True))
    rows = connection.execute(counted, {"stems": list(stems)})
    found = {row.term: row.doc for row in rows}
    return WordCounts(connection.exec_driver_sql(PASSAGES).scalar_one(), found)


def stems_like(connection: Connection, first: str, shortest: int, longest: int) -> list[str]:
    """The stems of all recorded passages that begin so, by their length."""
    connection.exec_driver_sql(VOCABULARY)
    values = {"first": first, "behind": first + "\U0010ffff"}
    lengths = {"shortest": shortest, "longest": longest}
    return list(connection.scalars(text(LIKE), values | lengths))


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
