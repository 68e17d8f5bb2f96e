"""``talknotes export``: the catalogue of any notes, without building."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

import click

from sphinx_talknotes.catalogue import Catalogue
from sphinx_talknotes.cli.common import (
    DONE,
    PROBLEMS,
    SOURCE,
    fail,
    get_catalogue,
    is_project,
    read_notes,
    settings_option,
    show_reports,
)
from sphinx_talknotes.exporters import FORMATS
from sphinx_talknotes.importers import field_reports


@click.command()
@click.argument("src", type=SOURCE)
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(FORMATS)),
    default="json",
    show_default=True,
    help="What to write.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False),
              help="File to write to, instead of standard output.")  # fmt: skip
@settings_option
def export(src: Path, form: str, output: Path | None, settings: Path | None) -> None:
    """Write the catalogue of the notes in SRC.

    SRC is a folder of notes in any dialect that is known, or a Sphinx project (it then has a
    conf.py), which is read by Sphinx.
    """
    if is_project(src):
        if settings is not None:
            fail(f"{src} is a Sphinx project; --settings is for other notes")
        catalogue, found = _read_project(src)
    else:
        collection = read_notes(src, settings=settings)
        catalogue = get_catalogue(collection)
        found = show_reports([*collection.reports, *field_reports(collection)])
    text = FORMATS[form](catalogue)
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        try:
            output.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")
        except OSError as error:
            fail(f"{output} can't be written: {error.strerror or error}")
    raise SystemExit(PROBLEMS if found else DONE)


_SITE = ["builder_html", "format_html", "html"]
"""What `only` directives may ask for: the talks are those of the site."""


def _read_project(src: Path) -> tuple[Catalogue, int]:
    """Return the catalogue of a Sphinx project and the number of warnings; nothing is written."""
    try:
        from sphinx.application import Sphinx
        from sphinx.errors import SphinxError
        from sphinx.util.docutils import docutils_namespace, patch_docutils
    except ImportError as error:
        fail(f"reading a Sphinx project needs Sphinx, which can't be imported: {error}")
    with (
        tempfile.TemporaryDirectory(prefix="talknotes-") as folder,
        patch_docutils(src), docutils_namespace(),
    ):  # fmt: skip
        warnings = io.StringIO()
        try:
            app = Sphinx(
                src, src, folder, folder, "dummy", status=None, warning=warnings, tags=_SITE
            )
            if "sphinx_talknotes" not in app.extensions:
                fail(f"{src / 'conf.py'} does not name the extension sphinx_talknotes")
            app.build()
        except (SphinxError, OSError) as error:
            fail(f"{src} can't be read by Sphinx: {error}")
        finally:  # in colour on a terminal only
            click.echo(warnings.getvalue(), err=True, nl=False)
        domain: Any = app.env.get_domain("talknotes")
        return domain.catalogue, app._warncount  # noqa: SLF001 - what -W counts
