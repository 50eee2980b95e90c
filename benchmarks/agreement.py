"""Measure agreement at the size of a large team: 5 coders, 200 sources of 6,000 words, 80 codes, 45,000 codings."""

from __future__ import annotations

import random
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.figure import Figure
from qualcode.core.agreement.asking import figures as reckon
from qualcode.core.agreement.judgements import Judgements, marked_texts
from qualcode.core.agreement.marks import Mark, marked_text
from qualcode.core.agreement.requests import Request

CODERS, SOURCES, CODES, CODINGS = 5, 200, 80, 45_000
CHARACTERS = 36_000  # 6,000 words


def material(seed: int = 1, *, dense: bool = False) -> list[list[Mark]]:
    """Return the marks of each text: most coders find each passage, with slightly other borders.

    ``dense`` passages are so long that most characters carry several codes,
    and codes are equally common, so that tens of thousands of sets occur.
    """
    chance = random.Random(seed)
    codes = [f"kod-{n:02}" for n in range(CODES)]
    often = [1.0 if dense else 1 / (n + 3) for n in range(CODES)]
    lengths = (200, 600, 1500, 3000) if dense else (40, 90, 200, 400, 900)
    texts = []
    for _source in range(SOURCES):
        marks: list[Mark] = []
        while len(marks) < CODINGS // SOURCES:
            start, length = chance.randrange(CHARACTERS - 3100), chance.choice(lengths)
            code = chance.choices(codes, often)[0]
            for coder in range(CODERS):
                if chance.random() < 0.7 and len(marks) < CODINGS // SOURCES:
                    a = max(0, start + chance.randint(-15, 15))
                    marks.append(Mark(f"C{coder}", code, a, a + length + chance.randint(-10, 10)))
        texts.append(marks)
    return texts


def _median(run: Callable[[], object], runs: int) -> float:
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def figures(folder: Path) -> Iterator[Figure]:  # noqa: ARG001
    """Yield the figures; each run starts from the marks alone."""
    texts, dense = material(), material(dense=True)

    def asked(
        *measures: str, of: list[list[Mark]] = texts, overall: bool = True, draws: int = 0
    ) -> Callable[[], object]:
        request = Request(measures, overall=overall, bootstrap=draws)
        return lambda: reckon(_fresh(of), request)

    yield Figure("alpha of 80 codes, 7.2 million characters", _median(asked("alpha", overall=False), 5), 1500, 5)
    yield Figure("u-alpha of 80 codes", _median(asked("u_alpha"), 5), 2500, 5)
    yield Figure("set-alpha (Jaccard and MASI)", _median(asked("set_alpha"), 3), 6000, 3)
    yield Figure(
        "set-alpha where most characters carry several codes", _median(asked("set_alpha", of=dense), 1), 6000, 1
    )
    intervals = asked("alpha", overall=False, draws=1000)
    yield Figure("intervals of alpha of 80 codes, 1,000 draws", _median(intervals, 1), 3000, 1)
    yield Figure("interval of set-alpha, 100 draws", _median(asked("set_alpha", draws=100), 1), 3000, 1)
    tracemalloc.start()
    asked("alpha", "u_alpha", "set_alpha", of=dense, overall=False)()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    yield Figure("memory of all three (MiB)", peak, 400, 1, "tracemalloc")


def _fresh(texts: list[list[Mark]]) -> Judgements:
    everybody = {f"C{coder}": None for coder in range(CODERS)}
    return marked_texts([marked_text(f"text {n}", CHARACTERS, marks, everybody) for n, marks in enumerate(texts)])
