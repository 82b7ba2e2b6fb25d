"""What every response carries: the headers that keep the page to itself."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

DIRECTIVES: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    # Gradio writes styles into elements; without scripts a style can load nothing from elsewhere.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}


def policy(**changed: str) -> str:
    """The Content-Security-Policy, with directives in place of the usual ones.

    There is neither 'unsafe-inline' nor 'unsafe-eval' for scripts: nothing from a document or an
    answer becomes one, not even where it came to stand in the page as markup.
    """
    directives = DIRECTIVES | {name.replace("_", "-"): value for name, value in changed.items()}
    return "; ".join(f"{name} {value}" for name, value in directives.items())


HEADERS: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), "
    "payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# What a response may say otherwise.
USUAL: Final = {"Content-Security-Policy": policy(), "Referrer-Policy": "no-referrer"}
# The page's parts are the same for everybody; all else is for one visitor alone.
PARTS: Final = ("/assets/", "/static/", "/theme.css", "/favicon.ico")


class SecurityHeaders:
    """Adds the headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                for name, value in USUAL.items():
                    headers.setdefault(name, value)
                if message["status"] >= 400 or not scope["path"].startswith(PARTS):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, send_with_headers)
