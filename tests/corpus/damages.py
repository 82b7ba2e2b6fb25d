"""Kinds of damage to a vector directory."""

import json
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from corpus.seal import SEAL

FILES = (
    *("chroma.sqlite3", "header.bin", "data_level0.bin", "length.bin", "link_lists.bin"),
    *("index_metadata.pickle", SEAL),
)

Damage = Callable[[Path], None]  # of a vector directory
Facts = dict[str, Any]  # in its seal


# To one file


def truncated(data: bytes, share: float) -> bytes:
    return data[: min(int(len(data) * share), len(data) - 1)]


def flipped(data: bytes, share: float) -> bytes:
    place = min(int(len(data) * share), len(data) - 1)
    return data[:place] + bytes([data[place] ^ 0b1000]) + data[place + 1 :]


CONTENTS: dict[str, Callable[[bytes], bytes]] = {
    **{f"truncated at {share}": partial(truncated, share=share) for share in (0.1, 0.5, 0.9, 1)},
    **{f"flipped at {share}": partial(flipped, share=share) for share in (0, 0.03, 0.6, 1)},
    "emptied": lambda data: b"",
    "grown": lambda data: data + b"\0",
    "turned over": lambda data: bytes(255 - byte for byte in data),
}


def rewritten(file: str, change: Callable[[bytes], bytes], folder: Path) -> None:
    path = place(folder, file)
    path.write_bytes(change(path.read_bytes()))


def place(folder: Path, name: str) -> Path:
    [path] = folder.rglob(name)
    return path


def deleted(file: str, folder: Path) -> None:
    place(folder, file).unlink()


def made_a_folder(file: str, folder: Path) -> None:
    path = place(folder, file)
    path.unlink()
    path.mkdir()
    (path / "file").write_bytes(b"content")


def made_a_link(file: str, folder: Path) -> None:
    """To where the very content is, and may be changed."""
    path, elsewhere = place(folder, file), folder.parent.parent / "elsewhere"
    shutil.move(path, elsewhere)
    path.symlink_to(elsewhere)


def made_a_pipe(file: str, folder: Path) -> None:
    path = place(folder, file)
    path.unlink()
    os.mkfifo(path)


def swapped(one: str, other: str, folder: Path) -> None:
    first, second = place(folder, one), place(folder, other)
    first.rename(folder / "aside")
    second.rename(first)
    (folder / "aside").rename(second)


# To the seal


def resealed(change: Callable[[Facts], object], folder: Path) -> None:
    sealed = json.loads((folder / SEAL).read_text())
    (folder / SEAL).write_text(json.dumps(change(sealed)))


SEALS: dict[str, Callable[[Facts], object]] = {
    "a list": lambda sealed: [*sealed],
    "a file without facts": lambda sealed: sealed | {"chroma.sqlite3": {}},
    "a file with null": lambda sealed: sealed | {"chroma.sqlite3": None},
    "a file with a list": lambda sealed: sealed | {"chroma.sqlite3": ["sha256"]},
    "a file with a number": lambda sealed: sealed | {"chroma.sqlite3": 1},
    "a file with a word": lambda sealed: sealed | {"chroma.sqlite3": "word"},
    "facts that are none": lambda sealed: {name: dict.fromkeys(sealed[name]) for name in sealed},
    "facts too few": lambda sealed: {name: {"sha256": sealed[name]["sha256"]} for name in sealed},
    "a file too many": lambda sealed: sealed | {"more": sealed["chroma.sqlite3"]},
    "a file too few": lambda sealed: {n: sealed[n] for n in sealed if n != "chroma.sqlite3"},
    "a file outside": lambda sealed: sealed | {"../x": sealed["chroma.sqlite3"]},
}
WORDS = (
    *(b"{}", b"[]", b"7", b"null", b"false", b'"sealed"', b'{"chroma.sqlite3": {"sha'),
    *(b'{"\xff": "x"}', b"[" * 100_000, b'{"a":' * 100_000),
)


def sealed_with(text: bytes, folder: Path) -> None:
    (folder / SEAL).write_bytes(text)


# To the directory


def gone(folder: Path) -> None:
    shutil.rmtree(folder)


def gone_with_all_others(folder: Path) -> None:
    shutil.rmtree(folder.parent)


def made_a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_bytes(b"a file")


def emptied(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def made_a_dead_link(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder.parent / "nowhere")


def linked_to_itself(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder)


def with_a_file_more(folder: Path) -> None:
    (folder / "more").write_bytes(b"more")


def with_a_seal_more(folder: Path) -> None:
    shutil.copy(folder / SEAL, place(folder, "header.bin").parent / SEAL)


def with_its_graph_gone(folder: Path) -> None:
    shutil.rmtree(place(folder, "header.bin").parent)


def with_its_graph_elsewhere(folder: Path) -> None:
    graph = place(folder, "header.bin").parent
    graph.rename(folder / "graph")


def with_itself_inside(folder: Path) -> None:
    shutil.copytree(folder, folder.parent / "inner")
    (folder.parent / "inner").rename(folder / "inner")


LINKS = () if os.name == "nt" else (made_a_link, made_a_pipe)
DEAD_LINKS = () if os.name == "nt" else (made_a_dead_link, linked_to_itself)
DAMAGES: dict[str, Damage] = {
    **{
        f"{file} {how}": partial(rewritten, file, change)
        for file in FILES
        for how, change in CONTENTS.items()
    },
    **{
        f"{file} {damage.__name__}": partial(damage, file)
        for file in FILES
        for damage in (deleted, made_a_folder, *LINKS)
    },
    **{
        f"{one} and {other} swapped": partial(swapped, one, other)
        for one, other in zip(FILES, [*FILES[1:], FILES[0]], strict=True)
    },
    **{f"the seal is {name}": partial(resealed, change) for name, change in SEALS.items()},
    **{f"the seal is {words[:30]!r}": partial(sealed_with, words) for words in WORDS},
    **{
        f"the directory {damage.__name__}": damage
        for damage in (
            *(gone, gone_with_all_others, made_a_file, emptied, with_a_file_more),
            *(with_a_seal_more, with_its_graph_gone, with_its_graph_elsewhere, with_itself_inside),
            *DEAD_LINKS,
        )
    },
}
# What is seen from the names, sizes and times of the files, and the seal's form.
SEEN = {name: damage for name, damage in DAMAGES.items() if not name.startswith(f"{SEAL} flipped")}
