"""The page that asks for name and password: plain HTML, without a script."""

from html import escape
from string import Template
from typing import Final

from starlette.responses import HTMLResponse

from ui.server.headers import policy
from ui.server.login import Tried
from ui.server.look import style
from ui.words import say, say_many, spoken

PAGE: Final = Template("""\
<!doctype html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>$title</title>
<link rel="icon" href="favicon.ico">
<style>$style</style>
</head>
<body>
<main id="login">
<h1>Footnote</h1>
<p class="asked" id="asked">$asked</p>
$failed<form method="post" action="login">
<label for="username">$name</label>
<input id="username" name="username" value="$given" autocomplete="username" autocapitalize="none"
 spellcheck="false" maxlength="200" required$marked$focus_name>
<label for="password">$password</label>
<input id="password" name="password" type="password" autocomplete="current-password"
 maxlength="200" required$marked$focus_password>
<button type="submit">$log_in</button>
</form>
</main>
</body>
</html>
""")
FAILED: Final = Template('<p class="failed" id="failed" role="alert">$sentence</p>\n')
MARKED: Final = ' aria-invalid="true" aria-describedby="failed"'


def login_page(given: str = "", tried: Tried | None = None) -> HTMLResponse:
    """The page in the language that is spoken; after a try in vain, with the name that was given
    and why it did not do.
    """
    headers = {
        "Content-Security-Policy": policy(script_src="'none'", form_action="'self'"),
        # With no-referrer a browser sends the form from nowhere (`Origin: null`).
        "Referrer-Policy": "same-origin",
    }
    status = 200
    if tried is not None:
        status = 429 if tried.wait_s else 403
        headers |= {"Retry-After": str(tried.wait_s)} if tried.wait_s else {}
    return HTMLResponse(written(given, tried), status_code=status, headers=headers)


def written(given: str, tried: Tried | None) -> str:
    # The focus is where the next try begins.
    focus = "focus_password" if given else "focus_name"
    places = {"focus_name": "", "focus_password": "", focus: " autofocus"}
    words = {
        "language": spoken(),
        "title": say("Log in to Footnote"),
        "asked": say("Log in to ask the documents."),
        "name": say("Name"),
        "password": say("Password"),
        "log_in": say("Log in"),
        "given": given,
    }
    escaped = {key: escape(word, quote=True) for key, word in words.items()}
    failed = FAILED.substitute(sentence=escape(why(tried))) if tried else ""
    marked = MARKED if tried else ""
    return PAGE.substitute(places, **escaped, style=style(), failed=failed, marked=marked)


def why(tried: Tried) -> str:
    if not tried.wait_s:
        return say("There is no such name with this password. Check both and try again.")
    return say_many(
        "Too many wrong passwords: wait {count} second, then try again.",
        "Too many wrong passwords: wait {count} seconds, then try again.",
        tried.wait_s,
    )
