"""The library's tables and the migrations that make them.

A generation `g` holds the rows with `since <= g` and `until` either NULL or `> g`.
`MIGRATIONS[n]` brings a library from schema `n` to `n + 1`; SQLite's `user_version` says
which one a file has. A migration that has shipped is never edited, another is added.
"""

from sqlalchemy import (
    JSON,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

generations = Table(
    "generations",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("created_at", String, nullable=False),
    Column("command", String, nullable=False),
    Column("embedding", String, nullable=False),
    Column("dimension", Integer, nullable=False),
    Column("directory", String, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("summary", JSON, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("hash", String, primary_key=True),
    Column("text", Text, nullable=False),
)

holdings = Table(
    "holdings",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("document", String, nullable=False),
    Column("title", String, nullable=False),
    Column("version", String, ForeignKey("versions.hash"), nullable=False),
    Column("source", String, nullable=False),
    Column("root", String, nullable=False),
    Column("content", String, nullable=False),
    Column("reader", String, nullable=False),
    Column("cutter", String, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("since", Integer, nullable=False),
    Column("until", Integer),
    Column("metadata", JSON, nullable=False),
    Column("outline", JSON, nullable=False),
    Column("pages", JSON, nullable=False),
    Column("notes", JSON, nullable=False),
    Column("definitions", JSON, nullable=False),
    Column("cross_references", JSON, nullable=False),
    Column("notices", JSON, nullable=False),
    Column("page_sizes", JSON(none_as_null=True)),
    Column("boxes", LargeBinary),
    Index("holdings_by_document", "document", "since"),
)

passages = Table(
    "passages",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("document", String, nullable=False),
    Column("title", String, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("label", String, nullable=False),
    Column("path", JSON, nullable=False),
    Column("start", Integer, nullable=False),
    Column("body", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("head", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("embedded_hash", String, nullable=False),
    Column("since", Integer, nullable=False),
    Column("until", Integer),
    Index("passages_by_id", "id"),
    Index("passages_by_document", "document", "since"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("model", String, primary_key=True),
    Column("embedded_hash", String, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

rates = Table(
    "rates",
    metadata,
    Column("model", String, primary_key=True),
    Column("characters_per_second", Float, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("asked_at", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("history", JSON, nullable=False),
    Column("documents", JSON, nullable=False),
    Column("as_of", Integer),
    Column("generation", Integer, nullable=False),
    Column("answer", JSON, nullable=False),
    Column("settings", JSON, nullable=False),
)

cited = Table(
    "cited",
    metadata,
    Column("answer", Integer, ForeignKey("answers.row"), primary_key=True),
    Column("version", String, primary_key=True),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String, primary_key=True),
    Column("owner", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("begun_at", String, nullable=False),
    Column("changed_at", String, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("conversation", String, ForeignKey("conversations.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("asked_at", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", String, nullable=False),
)

given = Table(
    "given",
    metadata,
    Column("owner", String, primary_key=True),
    Column("answer", String, primary_key=True),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("owner", String, nullable=False),
    Column("answer", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("verdict", String, nullable=False),
    Column("given_at", String, nullable=False),
    Column("document", String),
    Column("version", String),
    Column("start", Integer),
    Column("end", Integer),
    Column("quote", Text),
)

FIRST = (
    """CREATE TABLE generations (
        number INTEGER PRIMARY KEY, created_at VARCHAR NOT NULL, command VARCHAR NOT NULL,
        embedding VARCHAR NOT NULL, dimension INTEGER NOT NULL, directory VARCHAR NOT NULL,
        passages INTEGER NOT NULL, summary JSON NOT NULL)""",
    "CREATE TABLE versions (hash VARCHAR PRIMARY KEY NOT NULL, text TEXT NOT NULL)",
    """CREATE TABLE holdings (
        "row" INTEGER PRIMARY KEY, document VARCHAR NOT NULL, title VARCHAR NOT NULL,
        version VARCHAR NOT NULL REFERENCES versions (hash), source VARCHAR NOT NULL,
        root VARCHAR NOT NULL, metadata JSON NOT NULL, outline JSON NOT NULL,
        pages JSON NOT NULL, since INTEGER NOT NULL, until INTEGER)""",
    "CREATE INDEX holdings_by_document ON holdings (document, since)",
    """CREATE TABLE passages (
        "row" INTEGER PRIMARY KEY, id VARCHAR NOT NULL, document VARCHAR NOT NULL,
        title VARCHAR NOT NULL, ordinal INTEGER NOT NULL, label VARCHAR NOT NULL,
        path JSON NOT NULL, start INTEGER NOT NULL, body INTEGER NOT NULL,
        "end" INTEGER NOT NULL, head TEXT NOT NULL, text TEXT NOT NULL,
        embedded_hash VARCHAR NOT NULL, since INTEGER NOT NULL, until INTEGER)""",
    "CREATE INDEX passages_by_id ON passages (id)",
    "CREATE INDEX passages_by_document ON passages (document, since)",
    """CREATE TABLE vectors (
        model VARCHAR NOT NULL, embedded_hash VARCHAR NOT NULL, vector BLOB NOT NULL,
        PRIMARY KEY (model, embedded_hash)) WITHOUT ROWID""",
    """CREATE TABLE rates (
        model VARCHAR PRIMARY KEY NOT NULL, characters_per_second FLOAT NOT NULL)""",
    """CREATE VIRTUAL TABLE passages_fts USING fts5(
        head, text, content='passages', content_rowid='row',
        tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN
        INSERT INTO passages_fts (rowid, head, text) VALUES (new.row, new.head, new.text);
        END""",
    """CREATE TRIGGER passages_deleted AFTER DELETE ON passages BEGIN
        INSERT INTO passages_fts (passages_fts, rowid, head, text)
        VALUES ('delete', old.row, old.head, old.text);
        END""",
)

# What the readers of PDF and of law find beside the text and the outline.
SECOND = (
    *(
        f"ALTER TABLE holdings ADD COLUMN {name} JSON NOT NULL DEFAULT '[]'"
        for name in ("notes", "definitions", "cross_references", "notices")
    ),
    "ALTER TABLE holdings ADD COLUMN page_sizes JSON",
    "ALTER TABLE holdings ADD COLUMN boxes BLOB",
)

# How a document was made, so that what cannot have changed is not read again; its size, so that
# lists need not count (its passages in the last generation that holds the row: a document could be
# cut anew and keep its row); and the answers that were given. `cited` names the versions that an
# answer quotes: they outlive their generations. What is large in a row stands at its end, since
# SQLite reads a row from its beginning: a list of documents then touches no outline.
THIRD = (
    """CREATE TABLE held (
        "row" INTEGER PRIMARY KEY, document VARCHAR NOT NULL, title VARCHAR NOT NULL,
        version VARCHAR NOT NULL REFERENCES versions (hash), source VARCHAR NOT NULL,
        root VARCHAR NOT NULL, content VARCHAR NOT NULL, reader VARCHAR NOT NULL,
        cutter VARCHAR NOT NULL, characters INTEGER NOT NULL, passages INTEGER NOT NULL,
        since INTEGER NOT NULL, until INTEGER, metadata JSON NOT NULL, outline JSON NOT NULL,
        pages JSON NOT NULL, notes JSON NOT NULL, definitions JSON NOT NULL,
        cross_references JSON NOT NULL, notices JSON NOT NULL, page_sizes JSON, boxes BLOB)""",
    """INSERT INTO held SELECT
        "row", document, title, version, source, root, '', '', '',
        (SELECT length(text) FROM versions WHERE hash = version),
        (SELECT count(*) FROM passages WHERE passages.document = holdings.document
            AND passages.since < coalesce(holdings.until, 1e9)
            AND coalesce(passages.until, 1e9) >= coalesce(holdings.until, 1e9)),
        since, until, metadata, outline, pages, notes, definitions, cross_references, notices,
        page_sizes, boxes FROM holdings""",
    "DROP TABLE holdings",
    "ALTER TABLE held RENAME TO holdings",
    "CREATE INDEX holdings_by_document ON holdings (document, since)",
    """CREATE TABLE answers (
        "row" INTEGER PRIMARY KEY, id VARCHAR NOT NULL UNIQUE, asked_at VARCHAR NOT NULL,
        question TEXT NOT NULL, history JSON NOT NULL, documents JSON NOT NULL, as_of INTEGER,
        generation INTEGER NOT NULL, answer JSON NOT NULL, settings JSON NOT NULL)""",
    """CREATE TABLE cited (
        answer INTEGER NOT NULL REFERENCES answers ("row") ON DELETE CASCADE,
        version VARCHAR NOT NULL, PRIMARY KEY (answer, version)) WITHOUT ROWID""",
)

# What a saved answer is searched by: the question, its sentences, and what they quote.
SEARCHED = """{row}question || ' ' || coalesce((
    SELECT group_concat(atom, ' ') FROM json_tree({row}answer, '$.statements')
    WHERE key IN ('text', 'quote', 'label', 'title')), '')"""
FOURTH = (
    """CREATE VIRTUAL TABLE answers_fts USING fts5(
        text, tokenize='porter unicode61 remove_diacritics 2')""",
    f"""CREATE TRIGGER answers_added AFTER INSERT ON answers BEGIN
        INSERT INTO answers_fts (rowid, text) VALUES (new.row, {SEARCHED.format(row="new.")});
        END""",
    """CREATE TRIGGER answers_deleted AFTER DELETE ON answers BEGIN
        DELETE FROM answers_fts WHERE rowid = old.row;
        END""",
    f"""INSERT INTO answers_fts (rowid, text)
        SELECT "row", {SEARCHED.format(row="answers.")} FROM answers""",
)

# What is asked in the chat, by whom, and what people say of the answers. A turn names its answer by
# the answer's id; the answer may be deleted by itself. `given` says who was given an answer: two
# who ask the same are given one with the same id.
FIFTH = (
    """CREATE TABLE conversations (
        id VARCHAR PRIMARY KEY NOT NULL, owner VARCHAR NOT NULL, title TEXT NOT NULL,
        begun_at VARCHAR NOT NULL, changed_at VARCHAR NOT NULL)""",
    "CREATE INDEX conversations_by_owner ON conversations (owner, changed_at)",
    """CREATE TABLE turns (
        conversation VARCHAR NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        position INTEGER NOT NULL, asked_at VARCHAR NOT NULL, question TEXT NOT NULL,
        answer VARCHAR NOT NULL, PRIMARY KEY (conversation, position)) WITHOUT ROWID""",
    "CREATE INDEX turns_by_answer ON turns (answer)",
    """CREATE TABLE given (
        owner VARCHAR NOT NULL, answer VARCHAR NOT NULL, PRIMARY KEY (owner, answer))
        WITHOUT ROWID""",
    "CREATE INDEX given_by_answer ON given (answer)",
    """CREATE TABLE verdicts (
        "row" INTEGER PRIMARY KEY, owner VARCHAR NOT NULL, answer VARCHAR NOT NULL,
        question TEXT NOT NULL, verdict VARCHAR NOT NULL, given_at VARCHAR NOT NULL,
        document VARCHAR, version VARCHAR, start INTEGER, "end" INTEGER, quote TEXT,
        UNIQUE (owner, answer))""",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (FIRST, SECOND, THIRD, FOURTH, FIFTH)
SCHEMA = len(MIGRATIONS)
