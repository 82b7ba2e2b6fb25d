"""How a new wording looks beside the old one: word by word, readable without colours too."""

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.text import Text

from corpus.changes import DocumentEdit, Fate, PassageChange, Side, Words, wording
from corpus.document import Passage
from ui.terminal.text import hanging, one_line

CONTEXT_WORDS = 8  # of what is as before, shown beside each change
LONGEST_CHANGE = 200  # words: of a longer one the beginning and the end are shown
SNIPPET_CHARS = 100  # of a passage that was only moved
MOST_SHOWN = 40  # changed passages of one document

STYLES = {Side.BOTH: "", Side.OLD: "red strike", Side.NEW: "green underline"}
MARKS = {Side.BOTH: ("", ""), Side.OLD: ("[-", "-]"), Side.NEW: ("{+", "+}")}
FATES = {
    Fate.EDITED: ("edited", "yellow"),
    Fate.ADDED: ("added", "green"),
    Fate.REMOVED: ("removed", "red"),
    Fate.MOVED: ("moved", "cyan"),
    Fate.HEADED: ("under another heading", "cyan"),
}
ONLY_SPACES = "(only spaces and line breaks differ)"


# Words


def wording_text(old: str, new: str) -> Text:
    """Two wordings as one text, to be printed with `show`.

    In a terminal old words are red and struck through, new ones green and underlined; without
    colours they stand in `[-old-]` and `{+new+}`. Of long stretches that are as before only some
    words are left.
    """
    runs = wording(one_line(old), one_line(new))
    if all(run.side is Side.BOTH for run in runs):
        return Text(ONLY_SPACES, "dim")
    return worded(runs, marks=not coloured())


def coloured() -> bool:
    """Whether what `show` prints has colours."""
    console = Console()
    return console.color_system is not None and not console.no_color


def worded(runs: Sequence[Words], *, marks: bool) -> Text:
    text = Text()
    for place, run in enumerate(runs):
        before, after = MARKS[run.side] if marks else ("", "")
        shown = shortened(run, follows=place > 0, leads=place < len(runs) - 1)
        text.append(f"{before}{shown}{after}", STYLES[run.side])
    return text


def shortened(run: Words, *, follows: bool, leads: bool) -> str:
    """The words of a run that help to read it: those beside a change, and of a change most.

    `follows` and `leads` say whether there is a change before it and after it.
    """
    words = run.text.split(" ")
    if run.side is not Side.BOTH:
        follows, leads, most = True, True, LONGEST_CHANGE // 2
    else:
        most = CONTEXT_WORDS
    head, tail = most * follows, most * leads
    if len(words) <= head + tail + 2:  # “…” would take the place of next to nothing
        return run.text
    kept = [*words[:head], "…", *words[len(words) - tail :]]
    return " ".join(kept)


# Documents


def edit_view(edit: DocumentEdit) -> RenderableType:
    """What became of a document's passages, each with its label and its words.

    Those with new words come first, so that many that only moved do not hide them.
    """
    title = Text.assemble((one_line(edit.document), "bold"), (f" · {one_line(edit.title)}", "dim"))
    headed = [change for change in edit.changes if change.fate is Fate.HEADED]
    others = [change for change in edit.changes if change.fate is not Fate.HEADED]
    others.sort(key=lambda change: change.fate is Fate.MOVED)
    lines = [change_text(change) for change in others[:MOST_SHOWN]]
    if headed:
        lines.insert(0, headed_text(headed))
    if len(others) > MOST_SHOWN:
        lines.append(Text(f"and {passages(len(others) - MOST_SHOWN, 'more ')}", "dim"))
    if not edit.changes:
        lines.append(Text("no passage: what is said about the document is new", "dim"))
    table = hanging()
    for line in lines:
        table.add_row(Text("·", "dim"), line)
    return Group(title, table)


def change_text(change: PassageChange) -> Text:
    """A passage's label, what happened to it, and its words; of one that moved the beginning."""
    name, style = FATES[change.fate]
    text = Text.assemble(label_text(change), (f" {name}\n", style))
    if change.fate is Fate.MOVED:
        return text.append(one_line(body_of(change.passage), SNIPPET_CHARS), "dim")
    return text.append_text(wording_text(*words_of(change)))


def label_text(change: PassageChange) -> Text:
    old, new = change.old or change.passage, change.new or change.passage
    if one_line(old.label) == one_line(new.label):
        return Text(one_line(new.label), "bold")
    return wording_text(old.label, new.label)


def words_of(change: PassageChange) -> tuple[str, str]:
    """A passage's words before and after, without its heading where that is as it was."""
    old, new = change.old, change.new
    if old and new and heading_of(old) != heading_of(new):
        return old.text, new.text
    if old and new:
        return own_words(old), own_words(new)
    return (body_of(old) if old else ""), (body_of(new) if new else "")


def heading_of(passage: Passage) -> str:
    return passage.text[: passage.body - passage.start].strip()


def own_words(passage: Passage) -> str:
    return passage.text[passage.body - passage.start :]


def body_of(passage: Passage) -> str:
    """A passage's own words; its heading where it has no others."""
    return passage.text if passage.is_heading_only else own_words(passage)


def headed_text(changes: Sequence[PassageChange]) -> Text:
    """How many passages stand under another heading, and which, where it is the same for all."""
    name, style = FATES[Fate.HEADED]
    text = Text.assemble((passages(len(changes)), "bold"), (f" {name}", style))
    heads = {heads_of(change) for change in changes}
    if len(heads) == 1:
        text.append("\n").append_text(wording_text(*heads.pop()))
    return text


def heads_of(change: PassageChange) -> tuple[str, str]:
    """What stands above a passage, before and after: the title if that is new, else the path."""
    old, new = change.old or change.passage, change.new or change.passage
    if old.title != new.title:
        return old.title, new.title
    return " › ".join(old.path), " › ".join(new.path)


def passages(count: int, more: str = "") -> str:
    return f"{count} {more}passage{'' if count == 1 else 's'}"
