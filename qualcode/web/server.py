"""A small server that shows the terminal screens in a browser; nothing is read from elsewhere.

Every browser tab gets a process of its own with the screens.  The page, its
script, fonts and styles all come from this server, and the browser is told to
ask nowhere else.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Awaitable, Callable
from html import escape
from pathlib import Path
from string import Template

from aiohttp import web
from textual_serve.server import Server

from qualcode.i18n import _, get_language
from qualcode.web.door import Door

COOKIE = "qualcode"
MOST_TABS = 8
_HERE = Path(__file__).parent
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ScreenServer(Server):
    """Serves one project to those whom its door lets in."""

    def __init__(self, command: str, door: Door, *, host: str, port: int, title: str, by_key: bool) -> None:
        super().__init__(command, host=host, port=port, title=title)
        self.door = door
        self.by_key = by_key
        self.tabs = 0
        self.on_ready: Callable[[], None] = lambda: None

    def initialize_logging(self) -> None:
        """Keep silent: what is asked for is nobody's business."""
        logging.getLogger("textual-serve").addHandler(logging.NullHandler())
        logging.getLogger("textual-serve").propagate = False

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard], client_max_size=16_384)
        app.add_routes(
            [
                web.get("/", self.show_page),
                web.get("/enter", self.show_door),
                web.post("/enter", self.enter),
                web.get("/ws", self.connect),
                web.static("/page", _HERE / "static"),
                web.static("/static", self.statics_path),
            ]
        )
        app.on_startup.append(self.on_startup)
        return app

    async def on_startup(self, app: web.Application) -> None:  # noqa: ARG002
        """Tell that browsers can come."""
        self.on_ready()

    @web.middleware
    async def _guard(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        host = request.headers.get("Host")
        if not self.door.answers_to(host):
            return _plain(403, _("this address is not answered"))
        open_to_all = request.path == "/enter" or request.path.startswith("/page/")
        if not open_to_all and not self.door.knows(request.cookies.get(COOKIE)):
            key = request.query.get("key") if request.path == "/" and self.by_key else None
            if key is not None:
                return self._let_in(key)
            if request.path != "/":
                return _plain(403, _("not let in"))
            if self.by_key:
                return _plain(403, _("open the address that qualcode printed, with its key"))
            return _go_to("/enter")
        acts = request.path == "/ws" or request.method == "POST"
        if acts and not self.door.same_page(request.headers.get("Origin"), host):
            return _plain(403, _("this page may not connect"))
        response = await handler(request)
        return response if response.prepared else _safe(response)

    def _let_in(self, secret: str) -> web.StreamResponse:
        cookie = self.door.enter(secret)
        if cookie is None:
            text = _("too many wrong tries: wait a minute") if self.door.is_shut() else _("that is not right")
            return _plain(429 if self.door.is_shut() else 403, text)
        response = _go_to("/")
        response.set_cookie(COOKIE, cookie, httponly=True, samesite="Strict", path="/")
        return response

    async def show_page(self, request: web.Request) -> web.Response:
        """Answer with the page that holds the screens."""
        scheme = "wss" if request.secure else "ws"
        return _page("screens.html", socket=f"{scheme}://{request.headers['Host']}/ws", title=self.title)

    async def show_door(self, request: web.Request) -> web.Response:  # noqa: ARG002
        """Answer with the form that asks for the password."""
        return _page("door.html", title=self.title)

    async def enter(self, request: web.Request) -> web.StreamResponse:
        """Let in who sends the password."""
        form = await request.post()
        return self._let_in(str(form.get("password", "")))

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Run the screens for one tab until it is closed."""
        if self.tabs >= MOST_TABS:
            return _plain(503, _("too many tabs are open"))
        self.tabs += 1
        try:
            return await self.handle_websocket(request)
        finally:
            self.tabs -= 1


def run(server: ScreenServer) -> None:
    """Serve until interrupted; raises OSError when the port is taken or the address is not this machine's."""
    server.initialize_logging()
    with contextlib.suppress(KeyboardInterrupt):
        web.run_app(server._make_app(), host=server.host, port=server.port, print=None, access_log=None)  # noqa: SLF001


def _page(name: str, **values: str) -> web.Response:
    text = Template((_HERE / name).read_text(encoding="utf-8"))
    words = {
        "language": get_language(),
        "ended": _("The screens were closed. Everything is saved."),
        "again": _("Open again"),
        "waiting": _("Opening …"),
        "password": _("Password"),
        "enter": _("Enter"),
        "needs_script": _("This page needs JavaScript, which comes from this machine only."),
    }
    shown = {key: escape(value) for key, value in {**words, **values}.items()}
    return web.Response(text=text.substitute(shown), content_type="text/html")


def _go_to(path: str) -> web.StreamResponse:
    return _safe(web.Response(status=303, headers={"Location": path}))


def _plain(status: int, text: str) -> web.StreamResponse:
    return _safe(web.Response(status=status, text=f"qualcode: {text}\n"))


def _safe(response: web.StreamResponse) -> web.StreamResponse:
    response.headers.update(
        {
            "Content-Security-Policy": _POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
    )
    return response


def address(host: str, port: int, key: str | None) -> str:
    """Return the address to open in a browser."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/" + (f"?key={key}" if key else "")
