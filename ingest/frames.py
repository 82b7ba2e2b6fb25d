"""Messages between two processes: JSON and bytes, each preceded by its length."""

import struct
from typing import BinaryIO

LENGTHS = struct.Struct(">QQ")


def write_frame(stream: BinaryIO, facts: bytes, data: bytes = b"") -> None:
    stream.write(LENGTHS.pack(len(facts), len(data)))
    stream.write(facts)
    stream.write(data)
    stream.flush()


def read_frame(stream: BinaryIO, most_bytes: int | None = None) -> tuple[bytes, bytes]:
    """The next message. Raises EOFError where there is none, OverflowError where it is larger
    than it may be.
    """
    facts, data = LENGTHS.unpack(exactly(stream, LENGTHS.size))
    if most_bytes is not None and facts + data > most_bytes:
        raise OverflowError(facts + data)
    return exactly(stream, facts), exactly(stream, data)


def exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data
