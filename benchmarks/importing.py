"""Measure how well, and how fast, notes are imported.

    python -m benchmarks.importing                      # the labelled examples of the tests
    python -m benchmarks.importing --corpus DIR -v      # others: DIR/NAME and DIR/NAME.gold.json
    python -m benchmarks.importing --notes 10000        # how long that many files take

`right` talks have the file, line and title of their label; `speakers`, `kind`, `conference` and
`video` are shares of those. `words` and `links` are the shares of the source's that are kept, in
order (see `import_words`). Times are CPU seconds of one process.
"""

from __future__ import annotations

import argparse
import gc
import resource
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.import_notes import write_notes
from benchmarks.import_scores import FIELDS, Labelled, Score, find_corpus, find_own, score
from sphinx_talknotes.importers import collection_records, read_collection
from sphinx_talknotes.importers.writer import apply_update, compare, plan_project

EXAMPLES = Path(__file__).parents[1] / "tests" / "pure" / "importing" / "collections"
_HEAD = ("collection", "talks", "found", "right", "precision", "recall", "F1", *FIELDS,
         "words", "links")  # fmt: skip


def show_scores(collections: Iterable[Labelled], *, verbose: bool = False) -> Score:
    """Print a row for each collection and one for all; return the last."""
    total = Score("all")
    scores = []
    for labelled in collections:
        scores.append(score(labelled))
        total.add(scores[-1])
    width = max(len(each.name) for each in [*scores, total])
    print("  ".join([_HEAD[0].ljust(width), *(name.rjust(9) for name in _HEAD[1:])]))
    for each in [*scores, total]:
        print(_row(each, width))
        if verbose:
            for miss in each.misses:
                print(f"    {miss}")
    return total


def _row(each: Score, width: int) -> str:
    shares = [each.precision, each.recall, each.f1, *map(each.share, FIELDS)]
    shares += [1 - each.lost / max(each.words, 1), 1 - each.lost_links / max(each.links, 1)]
    cells = [str(number) for number in (each.expected, each.found, each.right)]
    # rounded down: 100 is said of nothing less
    cells += [f"{int(share * 1000) / 10:.1f}" for share in shares]
    return "  ".join([each.name.ljust(width), *(cell.rjust(9) for cell in cells)])


def measure(count: int) -> None:
    """Import *count* files of notes and print how long each step takes."""
    with tempfile.TemporaryDirectory(prefix="talknotes-bench-") as folder:
        source = Path(folder) / "notes"
        talks = write_notes(source, count)
        gc.disable()  # as the command does
        clock = [time.process_time()]
        collection = read_collection(source)
        clock.append(time.process_time())
        found = sum(len(page.talks) for page in collection_records(collection).values())
        clock.append(time.process_time())
        plan = plan_project(collection)
        clock.append(time.process_time())
        apply_update(compare(collection, plan, Path(folder) / "project"))
        clock.append(time.process_time())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} files, {found} of {talks} talks, {memory:.0f} MB")
    steps = ("read", "records", "plan", "write")
    for step, start, end in zip(steps, clock, clock[1:], strict=False):
        print(f"{step:8} {end - start:7.1f} s")
    print(f"{'all':8} {clock[-1] - clock[0]:7.1f} s")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, help="folder of labelled collections")
    parser.add_argument("--only", default="", help="a part of the names of collections to score")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what is missed")
    parser.add_argument("--notes", type=int, default=0, metavar="N",
                        help="measure the time that N files take, instead")  # fmt: skip
    options = parser.parse_args()
    if options.notes:
        measure(options.notes)
        return
    found = find_corpus(options.corpus) if options.corpus else find_own(EXAMPLES)
    show_scores([one for one in found if options.only in one.name], verbose=options.verbose)


if __name__ == "__main__":
    main()
