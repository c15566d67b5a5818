"""The preview's server: the portal's own pages with a small strip of findings, and the addresses below `/-/`."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import redirect_stderr, suppress
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, request
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from site_builder import media
from site_builder.app import content_type
from site_builder.assemble import HEADERS
from site_builder.config import CONFIG_NAME
from site_builder.errors import CongXaError, Finding, WorldError
from site_builder.freeze import media_file
from site_builder.pipeline import Plan
from site_builder.preview.book import book_page, component_names
from site_builder.preview.state import Shot, State, open_state, refused

_STATIC = Path(__file__).parent / "static"
_OWN = {"preview.js": "text/javascript; charset=utf-8", "preview.css": "text/css; charset=utf-8"}
_PULSE = 15.0
_SETTINGS_OF = {"/index.html": CONFIG_NAME}  # no file is the home page's, so it tells of the settings


@dataclass(slots=True)
class Preview:
    """A preview that is ready to run at `address`."""

    address: str
    server: BaseWSGIServer
    state: State
    stop: threading.Event

    def run(self) -> None:
        """Serve until Ctrl-C; a watcher reads the portal again after every save."""
        watcher = threading.Thread(target=_watch, args=(self.state, self.stop), daemon=True)
        watcher.start()
        with suppress(KeyboardInterrupt):
            self.server.serve_forever()
        self.close()

    def close(self) -> None:
        """Stop the watcher and free the port."""
        self.stop.set()
        self.server.server_close()


class _Quiet(WSGIRequestHandler):
    """Requests are not worth a line each."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 (Werkzeug's signature)
        """Say nothing."""


def open_preview(portal: Path, plan: Plan, *, port: int, fixed: bool) -> Preview:
    """Read the portal and take the port; *port* 0 takes any free one."""
    state = open_state(portal, plan, fixed=fixed)
    try:
        with redirect_stderr(StringIO()):  # it prints English advice of its own before it refuses
            server = make_server("127.0.0.1", port, preview_app(state), threaded=True, request_handler=_Quiet)
    except (OSError, SystemExit) as exc:
        raise WorldError(
            f"Cổng mạng {port} đang bận. Đóng lần xem thử kia, hoặc thêm --port {port + 1}."
        ) from exc
    server.daemon_threads = True  # type: ignore[attr-defined]
    return Preview(
        address=f"http://127.0.0.1:{server.port}/", server=server, state=state, stop=threading.Event()
    )


def _watch(state: State, stop: threading.Event) -> None:
    from watchfiles import watch  # noqa: PLC0415 (heavy, and only the watcher needs it)

    folders = [state.portal, *(folder for folder in state.plan.themes() if folder.is_dir())]
    for changes in watch(*folders, stop_event=stop, debounce=60, step=10):
        state.refresh({Path(name) for _, name in changes})


def preview_app(state: State) -> Flask:  # noqa: C901 (one small view after another)
    """Return the app: `/-/` is the preview's own, everything else is the portal's."""
    app = Flask("cong-xa-preview", static_folder=None, template_folder=None)
    app.url_map.redirect_defaults = False

    @app.before_request
    def only_here() -> None:
        host = request.host.rpartition(":")[0] or request.host
        if host not in {"127.0.0.1", "localhost", "[::1]"}:
            abort(403, "Chỉ mở được từ máy này.")

    @app.after_request
    def headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            if name != "Strict-Transport-Security":
                response.headers.setdefault(name, value)
        response.headers["Cache-Control"] = "no-store"
        return response

    @app.get("/-/su-kien")
    def events() -> Response:
        return Response(_events(state), content_type="text/event-stream")

    @app.get("/-/mau/")
    @app.get("/-/mau/<name>")
    def book(name: str = "") -> Response:
        return _book(state.shot, name)

    @app.get("/-/<name>")
    def own(name: str) -> Response:
        if name not in _OWN:
            abort(404)
        return Response((_STATIC / name).read_bytes(), content_type=_OWN[name])

    @app.get("/", defaults={"path": "index.html"})
    @app.get("/<path:path>")
    def portal(path: str) -> Response:
        return _portal(state, "/" + path + ("index.html" if path.endswith("/") else ""))

    return app


def _events(state: State) -> Iterator[str]:
    number = state.number
    yield f"data: {number}\n\n"
    while True:
        latest = state.wait(number, _PULSE)
        yield f"data: {latest}\n\n" if latest > number else ": nghỉ\n\n"
        number = latest


def _book(shot: Shot, name: str) -> Response:
    """Answer with the pattern book, or with the findings where the theme cannot be drawn."""
    if shot.loaded is None:
        return _broken(shot)
    try:
        if name and name not in component_names(shot.loaded):
            abort(404, f"Giao diện không có thành phần “{name}”.")
        return Response(book_page(shot.loaded, name), content_type="text/html; charset=utf-8")
    except CongXaError as exc:
        return _broken(replace(shot, findings=(refused(exc), *shot.findings)))


def _portal(state: State, url: str) -> Response:
    """Answer with a page of the portal, a picture drawn now, or the findings where there is no portal."""
    shot = state.shot
    if shot.app is None:
        return _broken(shot)
    if url in shot.media:
        return _picture(state, shot, url)
    data = shot.file(url) or _example(shot, url)
    if data is not None:
        return Response(data, content_type=content_type(url))
    try:
        status, body = _ask(shot.app, url)
        if status == 404:
            _, body = _ask(shot.app, "/404.html")
    except CongXaError as exc:  # a theme that is broken just now
        return _broken(replace(shot, findings=(refused(exc), *shot.findings)))
    if status == 404:
        return Response(
            with_strip(body, shot.findings, ""), status=404, content_type="text/html; charset=utf-8"
        )
    if url.endswith(".html"):
        body = with_strip(body, shot.findings, shot.sources.get(url, _SETTINGS_OF.get(url, "")))
    return Response(body, content_type=content_type(url))


def _example(shot: Shot, url: str) -> bytes | None:
    """Return what the pattern book's examples show: our one picture, or the theme's file under its plain name."""
    if url.startswith("/media/mau-"):
        return (_STATIC / "mau.webp").read_bytes()
    theme = shot.loaded.theme if shot.loaded else None
    if theme is None or url[1:] not in theme.look.names:
        return None
    named = theme.look.asset(url[1:])
    return next((asset.data for asset in theme.assets if asset.url == named), None)


def _ask(app: Flask, url: str) -> tuple[int, bytes]:
    response = app.test_client().get(url)
    return response.status_code, response.data


def _picture(state: State, shot: Shot, url: str) -> Response:
    job = shot.media[url]
    cache = state.plan.cache(state.portal)
    problems = media.render((job,), state.portal, cache, workers=1)
    if problems:
        abort(404, problems[0].message)
    return Response(media_file(job, state.portal, cache).read_bytes(), content_type=content_type(url))


def with_strip(body: bytes, findings: tuple[Finding, ...], source: str) -> bytes:
    """Return the page with the preview's script and the findings of its source as a data block."""
    own = [one for one in findings if one.where.path == source]
    data = {
        "source": source,
        "own": [_plain(one) for one in own],
        "errors": [_plain(one) for one in findings if one.is_error],
    }
    block = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    extra = (
        f'<script type="application/json" id="portal-preview-findings">{block}</script>'
        '<link rel="stylesheet" href="/-/preview.css"><script src="/-/preview.js" defer></script></body>'
    )
    return body.replace(b"</body>", extra.encode(), 1)


def _plain(one: Finding) -> dict[str, object]:
    return {"error": one.is_error, "where": str(one.where), "message": one.message, "hint": one.hint}


def _broken(shot: Shot) -> Response:
    """Return the page that stands in for a portal that cannot be put together."""
    page = (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>Chưa xem thử được</title></head><body><main><h1>Chưa xem thử được</h1>"
        "<p>Sửa các lỗi dưới đây rồi lưu lại; trang này tự cập nhật.</p></main></body></html>"
    )
    return Response(
        with_strip(page.encode(), shot.findings, CONFIG_NAME), content_type="text/html; charset=utf-8"
    )
