"""A web server for built sites, set up as a careful host would: gzip, caching, a strict CSP."""

from __future__ import annotations

import gzip
import hashlib
import threading
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

FRAMES = (
    "https://www.youtube-nocookie.com",
    "https://player.vimeo.com",
    "https://media.ccc.de",
    "https://archive.org",
)
"""The hosts of players that may be framed: those that docs/guides/videos.md names."""

POLICY = f"default-src 'self'; frame-src {' '.join(FRAMES)}"
"""The header Content-Security-Policy."""

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".inv": "application/octet-stream",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
}
_TEXT = ("text/", "image/svg", "application/json", "application/xml")


@dataclass(frozen=True)
class Sent:
    """One answer: the path that was asked for, its status, and the bytes of its body."""

    path: str
    status: int
    size: int


class PageServer(ThreadingHTTPServer):
    """Serves a folder on 127.0.0.1 at a free port, in a thread, until it is closed.

    ``sent`` has what was answered since it was last cleared.
    """

    daemon_threads = True

    def __init__(self, folder: Path, policy: str = POLICY) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder.resolve()
        self.policy = policy
        self.sent: list[Sent] = []
        self.origin = f"http://127.0.0.1:{self.server_address[1]}"
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)
        self._thread.start()

    def url(self, path: str = "") -> str:
        """Return the address of a file of the site."""
        return f"{self.origin}/{path}"

    def close(self) -> None:
        """Stop serving."""
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PageServer

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        address = urlsplit(self.path)
        path = self._find(unquote(address.path))
        status = HTTPStatus.OK if path else HTTPStatus.NOT_FOUND
        path = path or self.server.folder / "404.html"
        kind = _TYPES.get(path.suffix, "application/octet-stream")
        zipped = kind.startswith(_TEXT) and "gzip" in self.headers.get("Accept-Encoding", "")
        body, tag = _read(path, path.stat().st_mtime_ns, zipped) if path.is_file() else (b"", "")
        if tag and status == HTTPStatus.OK and self.headers.get("If-None-Match") == tag:
            status, body = HTTPStatus.NOT_MODIFIED, b""
        self.send_response(status)
        self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "strict-origin-when-cross-origin")
        # Sphinx adds the checksum of a file to its address: such an address never changes
        lasting = address.query.startswith("v=")
        self.send_header(
            "Cache-Control", "max-age=31536000, immutable" if lasting else "max-age=600"
        )
        self.send_header("Vary", "Accept-Encoding")
        if tag:
            self.send_header("ETag", tag)
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)
        self.server.sent.append(Sent(self.path, status, len(body) if with_body else 0))

    def _find(self, path: str) -> Path | None:
        file = (self.server.folder / path.lstrip("/")).resolve()
        if file.is_dir():
            file /= "index.html"
        inside = file.is_relative_to(self.server.folder)
        return file if inside and file.is_file() else None

    def log_message(self, *args: object) -> None:
        """Say nothing: `PageServer.sent` keeps what was asked for."""


@cache
def _read(path: Path, age: int, zipped: bool) -> tuple[bytes, str]:
    """Return the body and its tag; *age* is there so that a new file is read again."""
    body = path.read_bytes()
    tag = hashlib.sha256(body).hexdigest()[:16]
    return (gzip.compress(body, 6, mtime=0) if zipped else body), f'"{tag}"'
