"""The style and the script of the chat's page, from their files."""

from functools import cache
from pathlib import Path

import ui.chat

LOOK, SCRIPT = (Path(ui.chat.__file__).parent / name for name in ("look", "script"))


@cache
def style() -> str:
    return "".join(file.read_text(encoding="utf-8") for file in sorted(LOOK.glob("*.css")))


@cache
def script() -> str:
    code = "".join(file.read_text(encoding="utf-8") for file in sorted(SCRIPT.glob("*.js")))
    return f'(() => {{"use strict";\n{code}}})();'


def head() -> str:
    """The page's own style and script. `launch(css=)` would rewrite the selectors, and
    `launch(js=)` would need 'unsafe-eval'.
    """
    return f"<style>{style()}</style><script>{script()}</script>"
