"""The reading process: what a reader does there costs its source and nobody else."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from textwrap import dedent

import pytest

from corpus.document import Document
from corpus.errors import (
    DamagedSource,
    EmptySource,
    FatalSource,
    HungrySource,
    LargeText,
    SlowSource,
    UnsupportedKind,
)
from corpus.settings import Settings
from ingest import sandbox
from ingest.readers import markdown
from ingest.sandbox import readers

Obey = Callable[..., Document]
OBEDIENT = sandbox.START.replace("ingest.reading_process", "tests.ingest.obedient")
PYTHON = tuple(OBEDIENT if word == sandbox.START else word for word in sandbox.PYTHON)
WHO = "import os; document = type(document)('', str(os.getpid()), 'text')"


@pytest.fixture
def obey(monkeypatch: pytest.MonkeyPatch) -> Iterator[Obey]:
    """Runs a program as the reading of a source, all of them in one sandbox.

    The limits are the first call's: 2 s, 150 MB and 1 MB of text where it names none.
    """
    monkeypatch.setattr(sandbox, "PYTHON", PYTHON)
    with ExitStack() as stack:
        opened: list[sandbox.Read] = []

        def run(program: str, **limits: float) -> Document:
            if not opened:
                chosen = {"reader_seconds": 2, "reader_mb": 150, "reader_text_mb": 1} | limits
                opened.append(stack.enter_context(readers(Settings(**chosen))))
            return opened[0](dedent(program).encode(), "a.md")

        yield run


def process_of(obey: Obey) -> int:
    return int(obey(WHO).title)


# What comes back


def test_a_document_comes_back_as_its_reader_made_it() -> None:
    data = "# Téa\n\nAt *five*.\n\n## Später\n\nWhere?\u200b\n".encode()
    with readers(Settings()) as read:
        assert read(data, "tea.md") == markdown.read(data, "", "tea.md")


def test_a_page_layout_comes_back_whole(obey: Obey) -> None:
    document = obey(
        """
        import zlib
        from corpus.layout import Layout
        from corpus.document import Document
        layout = Layout(((595.0, 842.0),), zlib.compress(bytes(8 * 4)))
        document = Document("", "Tea", "five", pages=(0,), layout=layout)
        """
    )
    assert document.layout is not None
    assert document.layout.sizes == ((595.0, 842.0),)
    assert document.pages == (0,)


def test_a_reason_comes_back_as_its_own_error() -> None:
    with readers(Settings()) as read:
        with pytest.raises(EmptySource, match=r"empty\.md holds no text"):
            read(b" \n", "empty.md")
        with pytest.raises(UnsupportedKind, match=r"photo\.md is .* \(picture\): save it as PDF"):
            read(b"\x89PNG", "photo.md")


def test_what_a_library_throws_is_one_plain_sentence(obey: Obey) -> None:
    with pytest.raises(DamagedSource) as caught:
        obey("raise KeyError('xref')")
    assert str(caught.value) == "a.md cannot be read as Markdown: it is damaged."
    assert caught.value.__notes__ == ["KeyError: 'xref'"]  # for who looks for the fault


def test_what_a_library_prints_does_no_harm(obey: Obey) -> None:
    program = "import os, sys; print('x' * 9999, flush=True); os.write(1, b'x'); os.write(2, b'x')"
    assert obey(program).text == "done"


# What it may not take


@pytest.mark.parametrize(
    "program",
    ["while True: pass", "import time; time.sleep(60)", "import os; os.read(0, 1); os.pause()"],
    ids=["busy", "asleep", "waiting"],
)
def test_a_source_that_takes_too_long_is_given_up(obey: Obey, program: str) -> None:
    program = program.replace("os.pause()", "import signal; signal.pause()")
    with pytest.raises(SlowSource, match=r"within 0\.7 s: .* FOOTNOTE_READER_SECONDS"):
        obey(program, reader_seconds=0.7)
    assert obey("").text == "done"


@pytest.mark.parametrize(
    "program",
    [
        "held = bytearray(10**10)",
        "held = []\nwhile True: held.append(bytes(range(256)) * 4000)",
        "held = [0]\nwhile True: held += held",
    ],
    ids=["at once", "piece by piece", "doubling"],
)
def test_a_source_that_takes_too_much_memory_is_given_up(obey: Obey, program: str) -> None:
    with pytest.raises(HungrySource, match=r"more than 150 MB .* FOOTNOTE_READER_MB"):
        obey(program, reader_seconds=20)
    assert obey("").text == "done"


def test_a_library_that_fails_for_want_of_memory_is_no_damage(obey: Obey) -> None:
    with pytest.raises(HungrySource):
        obey("held = bytearray(130 * 10**6)\nraise ValueError('could not allocate')")


@pytest.mark.parametrize(
    "program",
    ["import os; os._exit(3)", "import ctypes; ctypes.string_at(0)", "import os; os.abort()"],
    ids=["exit", "segmentation fault", "abort"],
)
def test_a_source_that_ends_the_process_is_given_up(obey: Obey, program: str) -> None:
    with pytest.raises(FatalSource, match=r"^a\.md brought down the process that read it"):
        obey(program)
    assert obey("").text == "done"


def test_too_much_text_is_not_taken(obey: Obey) -> None:
    text = "document = type(document)('', 'long', 'é' * {})"
    with pytest.raises(LargeText, match=r"more than 1 MB of text: .* FOOTNOTE_READER_TEXT_MB"):
        obey(text.format(500_001))
    assert len(obey(text.format(500_000)).text) == 500_000


def test_nesting_without_end_is_refused(obey: Obey) -> None:
    with pytest.raises(DamagedSource, match="it is nested too deeply"):
        obey("def deeper(): deeper()\ndeeper()")


@pytest.mark.parametrize(
    "program",
    [
        "document = type(document)('', 'a', 'text', pages=(9,))",
        "document = type(document)('', 'a', 'e\\u0301')",
        "document = type(document)('', 'a', 'two\\r\\nlines')",
        "document = type(document)('', 'a', 'text', outline=('no section',))",
        "import os\nfor fd in range(3, 9):\n  try: os.write(fd, b'x' * 64)\n  except OSError: pass",
    ],
    ids=["page", "not composed", "line ends", "outline", "noise"],
)
def test_a_document_that_cannot_be_is_not_believed(obey: Obey, program: str) -> None:
    with pytest.raises((FatalSource, DamagedSource, LargeText)):
        obey(program)
    assert obey("").text == "done"


# What it may not do


def test_nothing_is_written(obey: Obey, tmp_path: Path) -> None:
    for program in (
        f"open({str(tmp_path / 'a')!r}, 'w')",
        f"import os; os.open({str(tmp_path / 'a')!r}, os.O_CREAT | os.O_WRONLY)",
        f"import os; os.mkdir({str(tmp_path / 'a')!r})",
        f"import os; os.remove({__file__!r})",
        "import tempfile; tempfile.TemporaryFile()",
    ):
        with pytest.raises(DamagedSource):
            obey(program)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows enforces no such limit")
def test_what_goes_past_python_writes_nothing_either(obey: Obey, tmp_path: Path) -> None:
    file = tmp_path / "a"
    program = f"""
        import ctypes, os
        libc = ctypes.CDLL(None)
        handle = libc.open({os.fsencode(file)!r}, os.O_CREAT | os.O_WRONLY, 0o600)
        libc.write(handle, b"secret", 6)
    """
    obey(program)
    assert not file.exists() or file.read_bytes() == b""


def test_no_network_is_there(obey: Obey) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        server.settimeout(0.2)
        for program in (
            f"import socket; socket.create_connection(('127.0.0.1', {port}))",
            "import socket; socket.getaddrinfo('example.org', 80)",
            f"import urllib.request; urllib.request.urlopen('http://127.0.0.1:{port}')",
        ):
            with pytest.raises(DamagedSource):
                obey(program)
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize(
    "program",
    [
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.execv('/bin/true', ['true'])",
        "import os; os.kill(os.getppid(), 0)",
    ],
)
def test_no_other_process_is_started_or_touched(obey: Obey, program: str) -> None:
    with pytest.raises(DamagedSource) as caught:
        obey(program)
    assert "a reader may not do this" in caught.value.__notes__[0]


def test_it_knows_no_secret_of_the_environment(obey: Obey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_KEY", "secret")
    program = "import os; document = type(document)('', os.getcwd(), ' '.join(os.environ))"
    assert "API_KEY" not in obey(program).text
    assert obey(program).title == os.path.abspath(os.sep)


# One process after another


def test_one_process_reads_source_after_source(obey: Obey) -> None:
    assert process_of(obey) == process_of(obey)
    with pytest.raises(DamagedSource):
        obey("raise ValueError")
    assert process_of(obey) == process_of(obey)


def test_a_process_that_has_read_much_is_replaced(
    obey: Obey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "SOURCES_PER_PROCESS", 2)
    first, second, third = (process_of(obey) for _ in range(3))
    assert first == second != third


def test_a_process_that_has_grown_is_replaced(obey: Obey) -> None:
    before = process_of(obey)
    obey("held = bytearray(90 * 10**6)")
    assert process_of(obey) != before


def test_a_source_does_not_pay_for_those_before_it(obey: Obey) -> None:
    leak = "import sys; sys.modules['leak'] = [bytearray(10**6) for _ in range(25)]"
    obey(leak)
    assert obey("held = bytearray(95 * 10**6)").text == "done"


def test_the_process_ends_with_the_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "PYTHON", PYTHON)
    with readers(Settings()) as read:
        number = int(read(WHO.encode(), "a.md").title)
        assert is_running(number)
    assert not is_running(number)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it ends when it next speaks")
def test_the_process_ends_with_its_parent_even_in_the_middle_of_work() -> None:
    program = f"""
        import sys
        sys.path.insert(0, {str(sandbox.CODE)!r})
        from corpus.settings import Settings
        from ingest import sandbox
        sandbox.PYTHON = {PYTHON!r}
        with sandbox.readers(Settings()) as read:
            print(read({WHO.encode()!r}, "a.md").title, flush=True)
            read(b"while True: pass", "a.md")
    """
    with subprocess.Popen(
        [sys.executable, "-c", dedent(program)], stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        number = int(parent.stdout.readline())
        assert is_running(number)
        parent.kill()
    deadline = time.monotonic() + 5
    while is_running(number) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not is_running(number)


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{number}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_plain_text_does_not_pay_for_large_libraries(obey: Obey) -> None:
    program = "import sys; document = type(document)('', 'loaded', ' '.join(sys.modules))"
    loaded = set(obey(program).text.split())
    assert "corpus.document" in loaded
    assert not loaded & {"numpy", "pandas", "pydantic", "lxml", "sqlalchemy", "torch", "markitdown"}


def test_ctrl_c_is_for_the_process_that_asks(obey: Obey) -> None:
    program = f"import signal; signal.raise_signal({int(signal.SIGINT)})"
    assert obey(program).text == "done"
