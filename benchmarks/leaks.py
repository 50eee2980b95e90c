"""Measure the look through what leaves a project, and the review list: ``python -m benchmarks.leaks``."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.material import files
from qualcode.core.name_key import NameKey, new_entry
from qualcode.importing import carry_out, plan_imports
from qualcode.project import Project
from qualcode.protection.guarding import Printed, guard, leaks_in
from qualcode.protection.pseudonymising import plan_application
from qualcode.protection.reviewing import review

_QUOTES, _ROWS, _NAMES = 400, 300, 60


def figures(folder: Path) -> Iterator[Figure]:
    """Yield the figures of a project of 100 interviews, and of an appendix from it."""
    chance = random.Random(1)
    key = NameKey("p", tuple(new_entry([f"Zanna{i} Wik{i}", f"Zanna{i}"], f"Pseudo{i}") for i in range(_NAMES)))
    with Project.create(folder / "leaks.qualcode", coder="Elin") as project:
        carry_out(project, plan_imports(project, files(folder, 100, 6000)))
        texts = [project.text(source) for source in project.sources()]

        def piece(length: int) -> str:
            text = chance.choice(texts)
            start = chance.randrange(max(1, len(text) - length))
            return text[start : start + length]

        printed = [Printed(f"quote {n}", piece(350), told=False) for n in range(_QUOTES)]
        printed += [Printed(f"row {n}", piece(300)) for n in range(_ROWS)]
        start = time.perf_counter()
        leaks_in(guard(project, key), printed, quick=True)
        taken = (time.perf_counter() - start) * 1000
        yield Figure(f"look through {_QUOTES} quotations and {_ROWS} rows, {_NAMES} names in the key", taken, 1000, 1)
        start = time.perf_counter()
        review(project, key)
        yield Figure("review list of 600,000 words", (time.perf_counter() - start) * 1000, None, 1)
        start = time.perf_counter()
        plan_application(project, key)
        yield Figure("find the key's names in 600,000 words", (time.perf_counter() - start) * 1000, None, 1)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for figure in figures(Path(name)):
            print(f"{figure.what}: {figure.value:,.0f} ms")
