"""Measure qualcode at the sizes of real studies and print a table: ``python -m benchmarks``."""

from __future__ import annotations

import importlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.material import files, transcript
from qualcode.core import codebook as books
from qualcode.core.codebook import Code
from qualcode.core.codings import add_coding
from qualcode.core.ids import new_id
from qualcode.importing import carry_out, plan_imports
from qualcode.project import Project


def _median(run: Callable[[], object], n: int, clock: Callable[[], float] = time.perf_counter) -> float:
    taken = []
    for _ in range(n):
        start = clock()
        run()
        taken.append((clock() - start) * 1000)
    return statistics.median(taken)


def _start() -> Iterator[Figure]:
    command = [sys.executable, "-m", "qualcode", "--version"]
    run = lambda: subprocess.run(command, check=True, capture_output=True)  # noqa: E731
    run()
    yield Figure("command line start (qualcode --version)", _median(run, 11), 150, 11)


def _imports(folder: Path) -> Iterator[Figure]:
    paths = files(folder, 100, 6000)
    taken = []
    for n in range(3):
        with Project.create(folder / f"import-{n}.qualcode", coder="Elin") as project:
            start = time.perf_counter()
            carry_out(project, plan_imports(project, paths))
            taken.append((time.perf_counter() - start) * 1000)
    yield Figure("import 100 documents of 6,000 words", statistics.median(taken), 2000, 3)


def _coding(folder: Path) -> Iterator[Figure]:
    path = folder / "stor.txt"
    path.write_text(transcript(300_000), encoding="utf-8")
    with Project.create(folder / "stor.qualcode", coder="Elin") as project:
        carry_out(project, plan_imports(project, [path]))
        source = project.sources()[0]
        codes = [new_id() for _ in range(80)]
        project.apply(*(books.add_code(Code(c, f"k{i}", f"kod {i}")) for i, c in enumerate(codes)))
        step = source.characters // 10_001
        project.apply(
            *(
                add_coding(source.id, codes[i % 80], revision=source.text, start=i * step, end=i * step + 400)
                for i in range(10_000)
            )
        )
        yield Figure("read 10,000 codings of one source", _median(lambda: project.codings(source=source), 9), 200, 9)

        def code_once() -> None:
            project.apply(add_coding(source.id, codes[3], revision=source.text, start=1000, end=1400))

        yield Figure("apply a code with its commit", _median(code_once, 200, time.process_time), 10, 200, "CPU")
        yield Figure("search 300,000 words", _median(lambda: list(project.search("samordn*")), 5), 500, 5)
        yield Figure("rebuild the tables of 10,000 codings", _median(project.rebuild, 3), 3000, 3)


#: Modules of this folder, each with ``figures(folder)``; any of them can be named on the command line.
PARTS = tuple(
    "reading_view long_lists search_screen agreement search teams leaks quotations reports tables main_thread".split()
)


def _parts(folder: Path, wanted: Sequence[str]) -> Iterator[Figure]:
    if not wanted or "start" in wanted:
        yield from _start()
        yield from _imports(folder)
        yield from _coding(folder)
    for name in PARTS:
        if not wanted or name in wanted:
            yield from importlib.import_module(f"benchmarks.{name}").figures(folder)


def main(wanted: Sequence[str]) -> None:
    """Print the table, of all parts or of those named: ``python -m benchmarks start reports``."""
    unknown = [name for name in wanted if name not in ("start", *PARTS)]
    if unknown:
        sys.exit(f"no such part: {', '.join(unknown)}; there are start, {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory() as name:
        print(f"{'what':<66}{'median ms':>12}{'bar ms':>9}{'runs':>6}  clock")
        for figure in _parts(Path(name), wanted):
            bar = "" if figure.bar is None else f"{figure.bar:.0f}"
            over = "  over the bar" if figure.bar is not None and figure.value > figure.bar else ""
            print(f"{figure.what:<66}{figure.value:>12.2f}{bar:>9}{figure.runs:>6}  {figure.clock}{over}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
