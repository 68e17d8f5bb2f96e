"""A file from the web, because its address was typed: with a time limit and a size limit."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from typing import IO
from urllib.parse import urlsplit

from sphinx_talknotes import __version__
from sphinx_talknotes.importers.schedules.document import MAX_BYTES

_TIMEOUT = 30
_LONGEST = 300
_CHUNK = 64 * 1024


class FetchError(Exception):
    """A file can't be had; the message says why."""


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http and https, to nothing else."""

    max_redirections = 10

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str,
        headers: http.client.HTTPMessage, newurl: str,
    ) -> urllib.request.Request | None:  # fmt: skip
        if not is_address(newurl):
            raise FetchError(f"it redirects to {newurl[:200]}, which is not http(s)")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def is_address(text: str) -> bool:
    """Tell whether *text* is an address on the web and no path."""
    return text[:8].lower().startswith(("http://", "https://"))


def fetch(url: str) -> bytes:
    """Return the content of an http(s) address.

    Raises:
        FetchError: it is no such address, can't be reached, says no, or is too large or slow.
    """
    # made by hand: the default opener reads files and FTP servers too
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(), urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(), urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(), _Redirects(),
    ):  # fmt: skip
        opener.add_handler(handler)
    agent = {"User-Agent": f"sphinx-talknotes/{__version__}", "Accept": "*/*"}
    end = time.monotonic() + _LONGEST
    try:
        if not urlsplit(url).hostname:
            raise FetchError("it names no host")
        request = urllib.request.Request(url, headers=agent)  # noqa: S310 - see `is_address`
        with opener.open(request, timeout=_TIMEOUT) as response:
            parts, size = [], 0
            while part := response.read1(_CHUNK):
                parts.append(part)
                size += len(part)
                if size > MAX_BYTES:
                    raise FetchError(f"it is larger than {MAX_BYTES} bytes")
                if time.monotonic() > end:
                    raise FetchError(f"it takes longer than {_LONGEST} seconds")
            return b"".join(parts)
    except urllib.error.HTTPError as error:
        raise FetchError(f"the server says {error.code} {error.reason}") from None
    except urllib.error.URLError as error:
        raise FetchError(str(error.reason)) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise FetchError(str(error) or type(error).__name__) from None
