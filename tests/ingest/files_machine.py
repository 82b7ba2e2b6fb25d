"""Files that are written, edited, moved, copied and removed in any order."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

FOLDERS = ("docs", "more")
NAMES = ("ants", "bees", "cats", "dogs")
TITLES = ("Report", "Survey")
HEADINGS = ("Ports", "Roads")
# Of such a length that two fit into a passage by one setting of the cutter and not by the other.
CUTTERS = (100, 900)
SENTENCES = (
    "The harbour of Almeria handles oranges, lemons and olives all year.",
    "A lighthouse warns fishermen whenever fog covers the northern bay.",
    "Trains carry timber from Kiruna down to the coast every evening.",
    "Bridges near Mostar were rebuilt with limestone from one quarry.",
    "Customs officers inspect parcels weighing over thirty kilograms.",
    "Cyclists pay nothing on ferries between the two small islands.",
)
WORDS = sorted(set(" ".join([*SENTENCES, *TITLES, *HEADINGS]).replace(",", "").split()))

Text = tuple[str, ...]  # the title, and sentences with a heading here and there
PARTS = st.lists(st.sampled_from((*SENTENCES, *HEADINGS)), min_size=1, max_size=4).map(tuple)
TEXTS = st.tuples(st.sampled_from(TITLES), PARTS).map(lambda pair: (pair[0], *pair[1]))
ALL = [f"{folder}/{name}" for folder in FOLDERS for name in NAMES]
SOURCES = st.sampled_from(ALL)


def markdown(text: Text) -> str:
    marks = {**dict.fromkeys(TITLES, "# "), **dict.fromkeys(HEADINGS, "## ")}
    return "\n\n".join(marks.get(part, "") + part for part in text) + "\n"


class Files(RuleBasedStateMachine):
    """Two folders of Markdown files, and what text is in each; None where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="state-machine-")).resolve()
        self.files: dict[str, Text | None] = {}
        for folder in FOLDERS:
            (self.home / folder).mkdir()

    def teardown(self) -> None:
        shutil.rmtree(self.home)

    def path(self, source: str) -> Path:
        return self.home / f"{source}.md"

    def write(self, source: str, text: Text | None, content: bytes = b"") -> None:
        self.files[source] = text
        self.path(source).write_bytes(markdown(text).encode() if text else content)

    def change(self, data: st.DataObject, least: int, most: int) -> None:
        """Do some things to some files."""
        for _ in range(data.draw(st.integers(least, most), label="changes")):
            readable = any(self.files.values())
            possible = [*ALWAYS, *(NEED_A_FILE if self.files else ()), *(NEED_TEXT * readable)]
            getattr(self, data.draw(st.sampled_from(possible), label="change"))(data)

    def a_file(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.files)), label="file")

    def a_text(self, data: st.DataObject) -> tuple[str, Text]:
        readable = [(source, text) for source, text in self.files.items() if text]
        return data.draw(st.sampled_from(sorted(readable)), label="file")

    def write_anew(self, data: st.DataObject) -> None:
        self.write(data.draw(SOURCES, label="file"), data.draw(TEXTS, label="text"))

    def edit(self, data: st.DataObject) -> None:
        source, (title, *parts) = self.a_text(data)
        place = data.draw(st.integers(0, len(parts) - 1), label="place")
        parts[place] = data.draw(st.sampled_from(SENTENCES), label="sentence")
        self.write(source, (title, *parts))

    def move_text_within(self, data: st.DataObject) -> None:
        source, (title, *parts) = self.a_text(data)
        self.write(source, (title, *data.draw(st.permutations(parts), label="order")))

    def move_text_to_another(self, data: st.DataObject) -> None:
        source, (*kept, last) = self.a_text(data)
        other = data.draw(SOURCES, label="to")
        if len(kept) > 1 and other != source:
            self.write(source, tuple(kept))
            self.write(other, (*(self.files.get(other) or TITLES[:1]), last))

    def rename(self, data: st.DataObject) -> None:
        source = self.a_file(data)
        free = [name for name in ALL if name not in self.files]
        other = data.draw(st.sampled_from(free or ALL), label="to")
        self.path(source).rename(self.path(other))
        self.files[other] = self.files.pop(source)

    def copy(self, data: st.DataObject) -> None:
        self.write(data.draw(SOURCES, label="to"), self.a_text(data)[1])

    def remove(self, data: st.DataObject) -> None:
        source = self.a_file(data)
        self.path(source).unlink()
        del self.files[source]

    def empty(self, data: st.DataObject) -> None:
        self.write(self.a_text(data)[0], None)

    def make_unreadable(self, data: st.DataObject) -> None:
        self.write(self.a_text(data)[0], None, b"\xff\xff\xff")

    def write_the_same_text_otherwise(self, data: st.DataObject) -> None:
        path = self.path(self.a_text(data)[0])
        path.write_bytes(path.read_bytes().replace(b"\n\n", b"\n\n\n") + b"\n")


ALWAYS = ("write_anew",)
NEED_A_FILE = ("rename", "rename", "remove")
NEED_TEXT = (
    *("edit", "edit", "move_text_within", "move_text_to_another", "copy"),
    *("empty", "make_unreadable", "write_the_same_text_otherwise"),
)
