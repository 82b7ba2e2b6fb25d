"""Nothing leaves this machine: not at import, ingest, ask, search or when the chat is built.

The work runs in a process of its own, without any of the variables by which these tests keep
libraries quiet: what is offline here is offline for everybody.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

WORK = """
import json, pkgutil, sys, threading, time

attempts = []
LEAVING = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
           "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}

def watch(event, arguments):
    if event in LEAVING:
        attempts.append(f"{event} {arguments[-1]!r}")
        raise OSError("no network in this test")

sys.addaudithook(watch)

import corpus, evals, ingest, qa, ui

for room in (corpus, ingest, qa, ui, evals):
    for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
        if not module.name.endswith("__main__"):
            __import__(module.name)
imported = sorted(name for name in sys.modules if name.split(".")[0] in ("qa", "ui"))

from pathlib import Path
from corpus.settings import load_settings
from ingest.apply import ingest as ingest_sources
from qa.chain import Desk
from ui.chat.desk import SharedDesk
from ui.server.serve import application

settings = load_settings(library=Path(sys.argv[1]))
ingest_sources(settings)
desk = Desk(settings)
answer = desk.ask("How many countries have a visa-free regime with the EU?")
hits = desk.search("smuggling", 3)
desk.close()
application(SharedDesk(lambda: Desk(settings)), "127.0.0.1")
time.sleep(1)  # whatever a thread in the background wants to send
print("RESULT" + json.dumps([attempts, answer.outcome, len(hits), imported]))
"""
FETCH = """
import sys

def watch(event, arguments):
    if event.startswith("socket."):
        sys.stderr.write(f"tried {event}")
        raise OSError("no network in this test")

sys.addaudithook(watch)

from ui.cli import app

app(sys.argv[1:])
"""
QUIETING = ("HF_HUB_OFFLINE", "GRADIO_ANALYTICS_ENABLED", "ANONYMIZED_TELEMETRY")


@pytest.mark.slow
def test_no_attempt_to_leave_this_machine(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in QUIETING}
    done = subprocess.run(
        [sys.executable, "-c", WORK, str(tmp_path / "library")],
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    attempts, outcome, hits, imported = json.loads(done.stdout.rpartition("RESULT")[2])
    assert attempts == []
    assert (outcome, hits) == ("answered", 3)
    assert {"qa.chain", "ui.server.serve"} <= set(imported)


@pytest.mark.parametrize(("words", "code"), [(["--dry-run"], 0), ([], 2)])
def test_fetch_opens_nothing_before_somebody_agrees(
    tmp_path: Path, words: list[str], code: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FETCH, "fetch", *words],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        cwd=tmp_path,
    )
    assert done.returncode == code, done.stderr
    assert "tried" not in done.stderr
