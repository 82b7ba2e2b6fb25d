"""A page of a PDF drawn in a process of its own, with limits: a bad file costs its picture."""

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO

from corpus.errors import FatalSource
from corpus.layout import Box
from corpus.settings import Settings
from ingest.frames import read_frame, write_frame
from ingest.sandbox import KEPT_VARIABLES, ONE_THREAD, PYTHON, START, limits_in

DRAW = START.replace("ingest.reading_process", "ingest.drawing_process")


def draw(
    data: bytes, page: int, boxes: Sequence[Box], scale: float, settings: Settings, source: str
) -> bytes:
    """Page `page` (from 1) of the PDF as PNG, `scale` pixels to a point, its boxes highlighted.

    Raises FatalSource, which names the `source`, where it cannot be drawn within the limits set
    for reading.
    """
    limits = limits_in(settings)
    wanted = BytesIO()
    facts = {"page": page, "scale": scale, "boxes": [asdict(box) for box in boxes]}
    write_frame(wanted, json.dumps(facts).encode(), data)
    command = [DRAW if word == START else word for word in PYTHON]
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    try:
        done = subprocess.run(
            [*command, json.dumps(asdict(limits))],
            input=wanted.getvalue(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept | ONE_THREAD,
            cwd=os.path.abspath(os.sep),
            timeout=limits.seconds,
            check=True,
        )
        return read_frame(BytesIO(done.stdout))[1]
    except (subprocess.SubprocessError, OSError, EOFError) as error:
        raise FatalSource(source=source) from error
