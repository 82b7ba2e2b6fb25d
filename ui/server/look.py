"""The style and the script of the chat's page, from their files."""

from functools import cache
from pathlib import Path

import ui.chat

LOOK, SCRIPT, FIRST = (Path(ui.chat.__file__).parent / n for n in ("look", "script", "first"))


@cache
def style() -> str:
    return "".join(file.read_text(encoding="utf-8") for file in sorted(LOOK.glob("*.css")))


@cache
def script() -> str:
    code = "".join(file.read_text(encoding="utf-8") for file in sorted(SCRIPT.glob("*.js")))
    return f'(() => {{"use strict";\n{code}}})();'


@cache
def first_script() -> str:
    """What has to run before Gradio's own scripts, which `head` comes after."""
    return "".join(file.read_text(encoding="utf-8") for file in sorted(FIRST.glob("*.js")))


def head() -> str:
    """The page's own style and script. `launch(css=)` would rewrite the selectors, and
    `launch(js=)` would need 'unsafe-eval'.
    """
    return f"<style>{style()}</style><script>{script()}</script>"
