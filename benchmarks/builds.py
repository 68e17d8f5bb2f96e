"""One build in a process of its own.

`Builder` keeps a process with Sphinx loaded, which forks for every build: each starts clean, and
none pays for the imports. Builders with different hash seeds show what depends on the order of
sets.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Result:
    """How a build went: 0 is good; seconds of CPU and MB of memory, of all its processes."""

    status: int
    seconds: float
    memory: float
    warnings: list[str]


class Builder:
    """A process that builds."""

    def __init__(self, hash_seed: int = 0) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.builds"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
            env={**os.environ, "PYTHONHASHSEED": str(hash_seed)},
            cwd=Path(__file__).parent.parent,
        )  # fmt: skip

    def start(
        self,
        src: Path,
        out: Path,
        doctrees: Path,
        builder: str = "html",
        *,
        jobs: int = 1,
        files: list[str] = (),
        fresh: bool = False,
    ) -> None:
        """Begin a build; `result` waits for it."""
        request = {
            "src": str(src), "out": str(out), "doctrees": str(doctrees), "builder": builder,
            "jobs": jobs, "files": [str(src / name) for name in files], "fresh": fresh,
        }  # fmt: skip
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()

    def result(self) -> Result:
        """Wait for the build that was started."""
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the building process has died")
        return Result(**json.loads(line))

    def build(self, *args: object, **options: object) -> Result:
        """Start a build and wait for it."""
        self.start(*args, **options)
        return self.result()

    def close(self) -> None:
        """End the process."""
        self._process.stdin.close()
        self._process.wait()


def _build(request: dict) -> int:
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    warnings = io.StringIO()
    status = 1
    try:
        with patch_docutils(request["src"]), docutils_namespace():
            app = Sphinx(
                request["src"], request["src"], request["out"], request["doctrees"],
                request["builder"], status=None, warning=warnings, freshenv=request["fresh"],
                parallel=request["jobs"],
            )  # fmt: skip
            app.build(request["fresh"], request["files"])
            status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, it is what the parent asks for
        warnings.write(traceback.format_exc())
    finally:
        text = _COLOUR.sub("", warnings.getvalue()).replace(request["src"] + os.sep, "")
        Path(request["log"]).write_text(text, encoding="utf-8")
    return status


def _serve() -> None:
    # loaded here, once for all builds

    with contextlib.suppress(ImportError):
        import sphinx_talknotes.ext.extension  # noqa: F401
    for line in sys.stdin:
        request = json.loads(line)
        log = Path(f"{request['doctrees']}.{os.getpid()}.log")
        log.parent.mkdir(parents=True, exist_ok=True)
        request["log"] = str(log)
        child = os.fork()
        if not child:
            os._exit(_build(request))
        _, status, usage = os.wait4(child, 0)
        text = log.read_text(encoding="utf-8") if log.is_file() else ""
        log.unlink(missing_ok=True)
        result = Result(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime,
                        usage.ru_maxrss / 1024, text.splitlines())  # fmt: skip
        print(json.dumps(result.__dict__), flush=True)


if __name__ == "__main__":
    _serve()
