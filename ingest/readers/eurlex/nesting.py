"""How deep markup is nested: acts stay far below, and what walks them recurses."""

from lxml import etree

from corpus.errors import DamagedSource

DEEPEST = 100


def check_depth(root: etree._Element, source: str, kind: str) -> None:
    """Raises DamagedSource where elements are nested deeper than any act nests them."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            reason = f"its elements are nested more than {DEEPEST} deep"
            raise DamagedSource(source=source, kind=kind, reason=reason)
