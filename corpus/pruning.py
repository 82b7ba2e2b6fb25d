"""Forgetting old generations: what no later one holds, and no saved answer quotes."""

from sqlalchemy import Connection, delete, select

from corpus import schema


def forget_before(connection: Connection, oldest: int) -> None:
    """Delete the generations before `oldest` and what only they held.

    Texts that a saved answer quotes stay. Vectors stay with the passages of what is left.
    """
    generations, holdings, passages = schema.generations, schema.holdings, schema.passages
    vectors = schema.vectors
    connection.execute(delete(generations).where(generations.c.number < oldest))
    for table in (holdings, passages):
        connection.execute(delete(table).where(table.c.until <= oldest))
    forget_texts(connection)
    connection.execute(
        delete(vectors).where(
            vectors.c.model.not_in(select(generations.c.embedding))
            | vectors.c.embedded_hash.not_in(select(passages.c.embedded_hash))
        )
    )


def forget_texts(connection: Connection) -> None:
    """Delete the texts that no generation holds and no saved answer quotes."""
    versions = schema.versions
    connection.execute(
        delete(versions).where(
            versions.c.hash.not_in(select(schema.holdings.c.version)),
            versions.c.hash.not_in(select(schema.cited.c.version)),
        )
    )
