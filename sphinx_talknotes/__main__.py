"""The command line as a module: ``python -m sphinx_talknotes``."""

from __future__ import annotations

from sphinx_talknotes.cli import main

if __name__ == "__main__":
    main(prog_name="python -m sphinx_talknotes")
