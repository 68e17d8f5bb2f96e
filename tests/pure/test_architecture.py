"""The shape of the package: who may import whom, and what works without Sphinx."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import sphinx_talknotes

PACKAGE = Path(sphinx_talknotes.__file__).parent
NAME = "sphinx_talknotes"
MAY_IMPORT = {
    "video": set(),
    "model": {"video"},
    "catalogue": {"model", "video"},
    "exporters": {"catalogue", "model", "video"},
    "importers": {"model", "video"},
    "cli": {"importers", "exporters", "catalogue", "model", "video"},
    "ext": {"importers", "exporters", "catalogue", "model", "video"},
}
"""Room → rooms that it may import, besides itself."""
PURE = [room for room in MAY_IMPORT if room != "ext"]
FRAMEWORKS = ("sphinx", "docutils", "myst_parser", "sphinx_design")
PARSER = {f"{NAME}.importers.rest.{name}" for name in ("inline", "machine", "states")}
"""What asks docutils' parser, and is imported when the first page in reST is read."""
MAX_LINES = 350


def dotted(path):
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {dotted(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def room_of(module):
    """Return the room of a module; ``python -m sphinx_talknotes`` is a door of the room `cli`."""
    parts = module.split(".")
    if parts[0] != NAME or len(parts) < 2:
        return ""
    return "cli" if parts[1] == "__main__" else parts[1]


def is_pure(module):
    return room_of(module) in (*PURE, "")


def imports(module):
    """Yield each imported module: at the top, in functions and for type checkers alike."""
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                above = parts[: len(parts) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            for alias in node.names:
                name = f"{base}.{alias.name}"
                yield (name if name in MODULES else base), node.lineno


def test_every_room_is_known():
    rooms = {room_of(module) for module in MODULES} - {""}
    assert rooms <= MAY_IMPORT.keys()
    assert {"model", "video", "catalogue", "ext"} <= rooms


@pytest.mark.parametrize("module", MODULES)
def test_arrows(module):
    own = room_of(module)
    wrong = []
    for name, line in imports(module):
        other = room_of(name)
        if not own:
            # the front door: the wiring, and only when Sphinx asks for it
            if other:
                assert name == f"{NAME}.ext.extension"
        elif other and other != own and other not in MAY_IMPORT[own]:
            wrong.append(f"{MODULES[module]}:{line} imports {name}")
    assert not wrong


@pytest.mark.parametrize("module", [m for m in MODULES if room_of(m) not in ("ext", "cli", "")])
def test_the_core_names_no_framework(module):
    wrong = [
        f"{MODULES[module]}:{line} imports {name}"
        for name, line in imports(module)
        if name.partition(".")[0] in ("sphinx", "myst_parser", "sphinx_design")
    ]
    assert not wrong


@pytest.mark.parametrize("module", MODULES)
def test_modules_are_short(module):
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= MAX_LINES


_IMPORT_EACH = """
import importlib, json, sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in FRAMEWORKS:
            raise ModuleNotFoundError(f"{name} is blocked", name=name)

FRAMEWORKS, modules = json.loads(sys.stdin.read())
sys.meta_path.insert(0, Blocked())
failed = {}
for order in (modules, modules[::-1]):
    for module in order:
        try:
            importlib.import_module(module)
        except Exception as error:
            failed[module] = f"{type(error).__name__}: {error}"
    # none may live on what another one happened to import before it
    for name in [name for name in sys.modules if name.startswith("sphinx_talknotes")]:
        del sys.modules[name]
print(json.dumps(failed))
"""


def import_each(modules):
    """Import modules, in both orders, in an interpreter that has no framework."""
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_EACH], input=json.dumps([FRAMEWORKS, modules]),
        capture_output=True, encoding="utf-8", check=True, timeout=120,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_the_core_works_without_frameworks():
    assert not import_each([m for m in MODULES if is_pure(m) and m not in PARSER])


def test_only_the_reader_of_rest_asks_docutils():
    pure = [module for module in MODULES if is_pure(module) and room_of(module) != "cli"]
    asking = {m for m in pure if any(n.partition(".")[0] == "docutils" for n, _ in imports(m))}
    assert asking == PARSER
    failed = import_each(sorted(PARSER))
    assert failed.keys() == PARSER
    assert all("docutils is blocked" in reason for reason in failed.values())


def test_the_block_blocks():
    failed = import_each([f"{NAME}.ext.extension"])
    assert "blocked" in failed[f"{NAME}.ext.extension"]


def test_the_front_door_imports_nothing():
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, {NAME}; print(*sys.modules)"],
        capture_output=True, encoding="utf-8", check=True, timeout=60,
    )  # fmt: skip
    loaded = done.stdout.split()
    assert NAME in loaded
    assert not [m for m in loaded if m.startswith((f"{NAME}.", "sphinx.", "docutils"))]
