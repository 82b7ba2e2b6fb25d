"""Several at once: any number of readers, and one writer."""

import multiprocessing
import os
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.document import version_of
from corpus.errors import FootnoteError, LibraryBusy
from corpus.library import Library
from corpus.settings import Settings
from ingest.apply import ingest
from ingest.gather import Progress
from ingest.generations import prune, rollback
from qa.answer import Answer
from qa.chain import Desk
from tests.ingest.digests import digest_of
from tests.ingest.standin import StandIn

SERVER = multiprocessing.get_context("forkserver")
READERS = 4  # threads of one desk, and as many processes
WRITERS = 4
SWITCHES = 50
LONGEST_WAIT_S = 60  # of the one that writes, for the others to end
PAUSE_S = 0.02  # between two questions, so that there is time to write
QUESTION = "In which week are the desk and the office open?"

Texts = dict[str, str]


# Readers


@dataclass(frozen=True)
class Said:
    """What an answer says: its generation, the versions and words that it cites, and all that
    was read for it.
    """

    generation: int
    cited: frozenset[tuple[str, str]]
    read: frozenset[str]


def said(answer: Answer) -> Said:
    cited = [(c.version, c.quote) for s in answer.statements for c in s.citations]
    return Said(answer.generation, frozenset(cited), frozenset(n.text for n in answer.nearest))


def ask_until(stop: Path, ready: Path, desk: Desk) -> list[Said]:
    """Ask the same question again and again. Says when it has an answer."""
    answers = []
    while not stop.exists():
        answers.append(said(desk.ask(QUESTION)))
        ready.touch()
        time.sleep(PAUSE_S)
    return answers


def ask_in_a_process(settings: Settings, stop: Path, ready: Path) -> list[Said]:
    with closing(Desk(settings)) as desk:
        desk.embedder = StandIn()
        return ask_until(stop, ready, desk)


class Writer:
    """Brings a library to say week after week, in two documents, and knows what it said when."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings, self.folder = settings, folder
        self.held: dict[int, Texts] = {}
        folder.mkdir()

    def say(self, week: int) -> None:
        texts = {
            "desk": f"In week {week} the desk is open.",
            "office": f"In week {week} the office is open.",
        }
        for name, text in texts.items():
            (self.folder / f"{name}.md").write_text(f"{text}\n")
        result = ingest(self.settings, [str(self.folder)], embedder=StandIn())
        assert result.generation is not None
        self.held[result.generation] = texts

    def go_back_to(self, number: int) -> None:
        self.held[rollback(self.settings, number).number] = self.held[number]


@pytest.fixture
def writer(settings: Settings, tmp_path: Path) -> Writer:
    writer = Writer(settings, tmp_path / "docs")
    writer.say(0)
    return writer


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(READERS, mp_context=SERVER) as pool:
        yield pool


@pytest.fixture
def asked_while(
    settings: Settings, tmp_path: Path, processes: ProcessPoolExecutor
) -> Iterator[Callable[[Callable[[], None]], list[list[Said]]]]:
    """What each of eight readers was answered while something was done."""

    def asked_while(work: Callable[[], None]) -> list[list[Said]]:
        stop = tmp_path / "stop"
        ready = [tmp_path / f"ready {n}" for n in range(2 * READERS)]
        here, there = ready[:READERS], ready[READERS:]
        asked: list[Future[list[Said]]]
        asked = [processes.submit(ask_in_a_process, settings, stop, sign) for sign in there]
        asked += [threads.submit(ask_until, stop, sign, desk) for sign in here]
        while not all(sign.exists() for sign in ready) and not any(a.done() for a in asked):
            time.sleep(0.02)
        try:
            work()
        finally:
            stop.touch()
        return [answers.result() for answers in asked]

    with ThreadPoolExecutor(READERS) as threads, closing(Desk(settings)) as desk:
        desk.embedder = StandIn()
        yield asked_while


def assert_whole(asked: list[list[Said]], held: dict[int, Texts]) -> None:
    """Every answer is of one generation that there was, and says what that one said."""
    for answers in asked:
        for answer in answers:
            texts = held[answer.generation]
            assert answer.cited
            assert answer.cited <= {(version_of(text), text) for text in texts.values()}
            assert answer.read == {*texts.values()}


@pytest.mark.slow
def test_eight_readers_see_fifty_generations_and_no_mixture(
    writer: Writer, asked_while: Callable[[Callable[[], None]], list[list[Said]]]
) -> None:
    def work() -> None:
        for week in range(1, SWITCHES + 1):
            writer.say(week)

    asked = asked_while(work)
    assert len(writer.held) == SWITCHES + 1
    assert_whole(asked, writer.held)
    for answers in asked:
        numbers = [answer.generation for answer in answers]
        assert numbers == sorted(numbers)
        assert len({*numbers}) > SWITCHES // 5


@pytest.mark.slow
def test_generations_are_forgotten_and_gone_back_to_while_readers_ask(
    writer: Writer, asked_while: Callable[[Callable[[], None]], list[list[Said]]]
) -> None:
    def work() -> None:
        for week in range(1, 9):
            writer.say(week)
            prune(writer.settings, 1 + week % 2)
            if week % 2:
                writer.go_back_to(max(writer.held) - 1)

    assert_whole(asked_while(work), writer.held)


# Writers


def write(settings: Settings, source: Path, signs: Path, *, wait: bool) -> tuple[int, list[str]]:
    """Ingest a source: the process, and what it was told. It waits in the middle of writing."""

    def linger(progress: Progress) -> None:
        for _ in range(LONGEST_WAIT_S * 100):
            if progress.step != "index" or wait or (signs / "go").exists():
                return
            time.sleep(0.01)

    told: list[str] = []
    (signs / f"started {os.getpid()}").touch()
    while len(list(signs.glob("started *"))) < WRITERS:
        time.sleep(0.005)
    try:
        ingest(
            settings,
            [str(source)],
            command=f"footnote ingest {source.name}",
            progress=linger,
            waiting=told.append if wait else None,
            embedder=StandIn(),
        )
    except FootnoteError as error:
        told.append(f"{type(error).__name__}: {error}")
    return os.getpid(), told


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{name}.md" for name in ("one", "two", "three", "four")]
    for path in paths:
        path.write_text(f"The text of {path.stem}.\n")
    return paths


@pytest.mark.parametrize("exists", [True, False], ids=["of a library", "of none yet"])
def test_of_four_ingests_at_once_one_writes_and_three_are_told_who(
    settings: Settings,
    sources: list[Path],
    tmp_path: Path,
    processes: ProcessPoolExecutor,
    exists: bool,
) -> None:
    if exists:
        ingest(settings, [str(sources[0])], embedder=StandIn())
        sources[0].write_text("The text of one, edited.\n")
    signs = tmp_path / "signs"
    signs.mkdir()
    started = [processes.submit(write, settings, s, signs, wait=False) for s in sources]
    while sum(future.done() for future in started) < WRITERS - 1:
        time.sleep(0.01)  # the three end while the one still writes
    (signs / "go").touch()
    ended = {source.name: future.result() for source, future in zip(sources, started, strict=True)}
    (name,) = [name for name, (_, told) in ended.items() if not told]
    process, _ = ended.pop(name)
    told = re.compile(
        rf"LibraryBusy: The library in .* is being written by `footnote ingest {name}` "
        rf"\(process {process}\) since \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d"
    )
    for _, (sentence,) in ended.values():
        assert told.match(sentence)
    with Library.open(settings.library) as library:
        assert library.current() == (2 if exists else 1)
        digest_of(library)


@pytest.mark.parametrize("exists", [True, False], ids=["of a library", "of none yet"])
def test_four_ingests_that_may_wait_write_one_after_another(
    settings: Settings,
    sources: list[Path],
    tmp_path: Path,
    processes: ProcessPoolExecutor,
    exists: bool,
) -> None:
    if exists:
        extra = tmp_path / "zero.md"
        extra.write_text("The text of zero.\n")
        ingest(settings, [str(extra)], embedder=StandIn())
    signs = tmp_path / "signs"
    signs.mkdir()
    started = [processes.submit(write, settings, s, signs, wait=True) for s in sources]
    told = [sentence for future in started for sentence in future.result()[1]]
    assert all(re.match(r"`footnote ingest \w+\.md` \(process \d+\) since", s) for s in told)
    with Library.open(settings.library) as library:
        assert library.current() == len(sources) + exists
        held = {Path(h.origin.source).name for h in library.holdings()}
        assert held >= {source.name for source in sources}
        digest_of(library)


def test_no_reading_is_applied_after_a_later_one(settings: Settings, tmp_path: Path) -> None:
    """Who reads has the lock already: nobody can read and write in the meantime."""
    file = tmp_path / "desk.md"
    file.write_text("The first text.\n")
    ingest(settings, [str(file)], embedder=StandIn())
    file.write_text("The second text.\n")

    def overtake(progress: Progress) -> None:
        if progress.step == "read":
            file.write_text("The third text.\n")
            with pytest.raises(LibraryBusy):
                ingest(settings, [str(file)], embedder=StandIn())

    ingest(settings, [str(file)], progress=overtake, embedder=StandIn())
    assert text_in(settings) == "The second text."
    ingest(settings, [str(file)], embedder=StandIn())
    assert text_in(settings) == "The third text."


def test_what_was_read_before_there_was_a_library_is_read_again_when_another_made_it(
    settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "desk.md"
    file.write_text("The first text.\n")

    def overtake(progress: Progress) -> None:
        if not settings.library.exists():
            file.write_text("The second text.\n")
            ingest(settings, [str(file)], embedder=StandIn())

    assert ingest(settings, [str(file)], progress=overtake, embedder=StandIn()).generation == 1
    assert text_in(settings) == "The second text."


def text_in(settings: Settings) -> str:
    with Library.open(settings.library) as library:
        (held,) = library.holdings()
        return library.document(held.document).text
