"""What runs in the background keeps no process from ending, and its errors come out."""

import subprocess
import sys
from pathlib import Path

import pytest

from qa.models.background import PassingThreads, loop, start

ROOT = Path(__file__).parents[3]


def test_work_in_a_passing_thread_gives_what_it_makes() -> None:
    assert PassingThreads().submit(divmod, 7, 2).result(5) == (3, 1)


def test_an_error_in_a_passing_thread_is_raised_where_it_is_waited_for() -> None:
    with pytest.raises(ZeroDivisionError):
        PassingThreads().submit(divmod, 1, 0).result(5)


def test_work_in_the_loop_may_use_a_passing_thread() -> None:
    async def work() -> int:
        return await loop().run_in_executor(None, len, "four")

    assert start(work()).result(5) == 4


def test_a_thread_that_hangs_keeps_no_process_from_ending() -> None:
    program = (
        "import threading\n"
        "from qa.models.background import loop, start\n"
        "begun, never = threading.Event(), threading.Event()\n"
        "async def work():\n"
        "    await loop().run_in_executor(None, lambda: (begun.set(), never.wait()))\n"
        "start(work())\n"
        "begun.wait()\n"
    )
    words = [sys.executable, "-c", program]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=30, check=True)
    assert done.stderr == ""
