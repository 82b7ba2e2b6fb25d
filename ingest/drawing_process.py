"""The process that draws one page of a PDF, within limits. It is started by `ingest.drawing`."""

import json
import sys

from corpus.layout import Box
from corpus.page_image import page_image
from ingest.confinement import allow_processor_seconds, confine
from ingest.frames import read_frame, write_frame
from ingest.reading_process import Limits, private_pipes


def main() -> None:
    """Draw what standard input asks for; whoever gets no picture knows that there is none."""
    limits = Limits(**json.loads(sys.argv[1]))
    requests, replies = private_pipes()
    confine(int(limits.memory_mb * 1e6))
    facts, data = read_frame(requests)
    allow_processor_seconds(limits.seconds)
    wanted = json.loads(facts)
    boxes = [Box(**box) for box in wanted["boxes"]]
    write_frame(replies, b"{}", page_image(data, wanted["page"], boxes, wanted["scale"]))
