"""Many people asking the chat at once: `python -m tests.browser.crowd --users 50 --seconds 60`.

Starts the chat as `footnote chat` does, on a copy of a library of the shipped texts, and lets
each user ask one question after another, by the requests that the page itself sends, and begin a
new conversation after every `--questions`, as people do. Prints how long answers took, how evenly
they were given, and the server's memory: at the end it is compared with a third of the time, when
the models are loaded and every window has its first answers. Exit code 1 where one failed. Run it
on a machine that does nothing else.
"""

import argparse
import asyncio
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

QUESTIONS = (
    "Which countries take part in Talent Partnerships?",
    "What did the Commission propose in 2023 against migrant smuggling?",
    "How many countries have a visa-free regime with the EU?",
    "From what age are fingerprints taken?",
    "How long may the border procedure take?",
    "What is solidarity?",
    "Who won the 2022 World Cup?",
    "When does the Pact apply?",
)
STARTED_WITHIN_S = 120
SAMPLE_S = 5.0
WARM_UP = 1 / 3  # of the time
MOST_SHOWN = 20


@dataclass
class User:
    """One window: its session, how long each answer took, and what went wrong."""

    session: str
    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@contextmanager
def chat(library: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The command, as a person starts it."""
    command = [sys.executable, "-m", "ui", "chat", "--port", str(port), "--library", str(library)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


def ingested(folder: Path) -> Path:
    command = [sys.executable, "-m", "ui", "ingest", "--library", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder


async def configured(client: httpx.AsyncClient) -> dict[str, Any]:
    """The page's configuration, once the server is there."""
    for _ in range(STARTED_WITHIN_S):
        try:
            return dict((await client.get("/config")).json())
        except httpx.TransportError:
            await asyncio.sleep(1)
    raise TimeoutError("the chat did not start")


@dataclass(frozen=True)
class Sample:
    """The server's memory in megabytes, and how many answers it had given."""

    mb: float
    answers: int


@dataclass(frozen=True)
class Window:
    """What the page sends when a question is submitted, and for a new conversation."""

    asking: dict[str, Any]
    beginning: dict[str, Any]


def window(config: dict[str, Any]) -> Window:
    return Window(event(config, "box", "submit"), event(config, "again", "click"))


def event(config: dict[str, Any], elem_id: str, name: str) -> dict[str, Any]:
    part = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == elem_id)
    return next(
        {"fn_index": event["id"], "trigger_id": part, "inputs": len(event["inputs"])}
        for event in config["dependencies"]
        if [part, name] in [list(target) for target in event["targets"]]
    )


async def ask(client: httpx.AsyncClient, user: User, event: dict[str, Any], text: str) -> None:
    """One question, from pressing Enter to the whole answer."""
    started = time.perf_counter()
    if await send(client, user, event, text):
        user.seconds.append(time.perf_counter() - started)


async def send(client: httpx.AsyncClient, user: User, event: dict[str, Any], *typed: str) -> bool:
    """One event of the page, until all is done; whether it was taken."""
    body = {
        "data": [*typed, *[None] * (event["inputs"] - len(typed))],
        "fn_index": event["fn_index"],
        "trigger_id": event["trigger_id"],
        "session_hash": user.session,
    }
    joined = await client.post("/gradio_api/queue/join", json=body)
    if joined.status_code != 200:
        user.failures.append(f"{joined.status_code} {joined.text[:80]}")
        return False
    stream = client.stream("GET", f"/gradio_api/queue/data?session_hash={user.session}")
    async with stream as lines:
        async for line in lines.aiter_lines():
            message = json.loads(line[5:]) if line.startswith("data:") else {}
            if message.get("msg") == "process_completed":
                if not message.get("success"):
                    user.failures.append(str(message.get("output"))[:120])
                break
        else:
            user.failures.append("the stream ended without an answer")
    return True


async def use(
    client: httpx.AsyncClient, user: User, window: Window, questions: int, until: float
) -> None:
    """Ask until the time is over, so many questions a conversation."""
    chosen = random.Random(user.session)
    while time.perf_counter() < until:
        try:
            await ask(client, user, window.asking, chosen.choice(QUESTIONS))
            if len(user.seconds) % questions == 0:
                await send(client, user, window.beginning)
        except httpx.HTTPError as error:
            user.failures.append(repr(error))


def resident_mb(process: int) -> float:
    """Raises ProcessLookupError."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    if not found:  # another that listens there may have answered in its place
        raise ProcessLookupError("the server that was started is gone: choose another --port")
    return int(found[1]) / 1024


async def sample(process: int, people: list[User], until: float) -> list[Sample]:
    """Again and again."""
    samples = []
    while time.perf_counter() < until:
        answers = sum(len(user.seconds) for user in people)
        samples.append(Sample(resident_mb(process), answers))
        await asyncio.sleep(SAMPLE_S)
    return samples


async def crowd(
    port: int, process: int, users: int, seconds: float, questions: int
) -> tuple[list[User], list[Sample]]:
    limits = httpx.Limits(max_connections=None)
    base = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=base, limits=limits, timeout=300) as client:
        page = window(await configured(client))
        await ask(client, User("warm"), page.asking, QUESTIONS[0])
        people = [User(f"user{number}") for number in range(users)]
        until = time.perf_counter() + seconds
        sampling = asyncio.create_task(sample(process, people, until))
        await asyncio.gather(*(use(client, user, page, questions, until) for user in people))
        memory = await sampling
    return people, memory


def report(people: list[User], memory: list[Sample], seconds: float) -> Iterator[str]:
    """The lines of the report."""
    took = sorted(s for user in people for s in user.seconds)
    given = sorted(len(user.seconds) for user in people)
    failures = [failure for user in people for failure in user.failures]
    yield f"{len(people)} users, {seconds:.0f} s, {os.cpu_count()} cores"
    yield f"answers: {len(took)}, {len(took) / seconds:.1f} a second; failed: {len(failures)}"
    if len(took) > 1:
        cuts = statistics.quantiles(took, n=20)
        yield f"seconds to an answer: median {statistics.median(took):.1f}, p95 {cuts[-1]:.1f}"
    yield f"answers to one user: {given[0]} to {given[-1]}"
    yield "memory in MB: " + " ".join(
        f"{sample.mb:.0f}" for sample in memory[:: max(1, len(memory) // MOST_SHOWN)]
    )
    warm, end = memory[int(len(memory) * WARM_UP)], memory[-1]
    grown, answers = end.mb - warm.mb, max(1, end.answers - warm.answers)
    yield (
        f"from {warm.mb:.0f} MB after {warm.answers} answers to {end.mb:.0f} MB after "
        f"{end.answers}: {grown * 1024 / answers:.1f} kB an answer"
    )
    yield from (f"failed: {failure}" for failure in dict.fromkeys(failures))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--questions", type=int, default=10, help="of one conversation")
    parser.add_argument("--port", type=int, default=7890)
    typed = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = ingested(Path(folder) / "library")
        with chat(library, typed.port) as process:
            work = crowd(typed.port, process.pid, typed.users, typed.seconds, typed.questions)
            people, memory = asyncio.run(work)
    for line in report(people, memory, typed.seconds):
        sys.stdout.write(line + "\n")
    return 1 if any(user.failures for user in people) else 0


if __name__ == "__main__":
    sys.exit(main())
