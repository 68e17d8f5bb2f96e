"""The command line ``talknotes``: one verb per file.

Data goes to standard output, messages to standard error. Exit code 0 says that it is done, 1
that it is done with problems reported, 2 that it was used wrongly or did nothing.
"""

from __future__ import annotations

import click

from sphinx_talknotes import __version__
from sphinx_talknotes.cli.build import build
from sphinx_talknotes.cli.enrich import enrich_
from sphinx_talknotes.cli.export import export
from sphinx_talknotes.cli.import_ import import_


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="talknotes")
def main() -> None:
    """Turn collections of conference-talk notes into a cross-linked site."""


for _verb in (build, enrich_, export, import_):
    main.add_command(_verb)
