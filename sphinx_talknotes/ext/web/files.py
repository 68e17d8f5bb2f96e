"""Files at the root of a site for those that read it by machine: which are written, and when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_talknotes.ext.domain import get_domain
from sphinx_talknotes.ext.web.llms import write_llms
from sphinx_talknotes.ext.web.site import WebSite, makes_site
from sphinx_talknotes.ext.web.sitemap import write_sitemap

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_OTHERS = {
    "sitemap.xml": ("sphinx_sitemap",),
    "llms.txt": ("sphinx_llms_txt", "sphinx_llm.txt"),
}
"""Extensions that write a file themselves."""


def _plan(app: Sphinx) -> dict[str, str]:
    """Return name → text of the files that are wanted."""
    site = WebSite(app)
    config = app.config
    files: dict[str, str] = {}
    if config.talknotes_sitemap and site.base:
        files |= write_sitemap(site)
    if config.talknotes_robots:
        files["robots.txt"] = _robots(site, config.talknotes_robots, has_map="sitemap.xml" in files)
    if config.talknotes_llms:
        files["llms.txt"] = write_llms(site, get_domain(app.env))
    return files


def _robots(site: WebSite, wanted: bool | str, *, has_map: bool) -> str:  # noqa: FBT001
    """Return the text of ``robots.txt`` (RFC 9309): the author's own, or one that allows all."""
    if isinstance(wanted, str):
        return wanted.rstrip("\n") + "\n"
    lines = ["User-agent: *", "Disallow:"]
    if has_map:
        lines += ["", f"Sitemap: {site.base.rstrip('/')}/sitemap.xml"]
    return "\n".join(lines) + "\n"


def _is_authors(app: Sphinx, name: str) -> bool:
    """Tell whether a file with that name comes from the author (``html_extra_path``)."""
    for entry in app.config.html_extra_path:
        path = Path(app.confdir) / entry
        if (path / name).is_file() or (path.is_file() and path.name == name):
            return True
    return False


def _on_finished(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or not makes_site(getattr(app, "builder", None)):
        return
    domain = get_domain(app.env)
    root = Path(app.outdir)
    planned = _plan(app)
    names = {"sitemap.xml", "robots.txt", "llms.txt", *planned}
    for name in sorted(names):
        if _is_authors(app, name) or any(n in app.extensions for n in _OTHERS.get(name, ())):
            domain.site_files.add(name)  # not ours, and in use
        elif name in planned:
            domain.site_files.add(name)
            _write(root / name, planned[name])


def _write(path: Path, text: str) -> None:
    data = text.encode("utf-8", "replace")
    if path.is_file() and path.read_bytes() == data:
        return
    path.write_bytes(data)


def setup_files(app: Sphinx) -> None:
    """Write them before the files are removed that nothing needs any more (500)."""
    app.connect("build-finished", _on_finished, priority=400)
