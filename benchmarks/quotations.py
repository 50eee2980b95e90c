"""Measure the check of a long manuscript's quotations, and printing many: ``python -m benchmarks.quotations``."""

from __future__ import annotations

import random
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.search import fill, vocabulary
from qualcode.authoring.quote_checking import check_manuscript, project_ledger
from qualcode.authoring.quoting import Quoting, add, draft
from qualcode.core.quotations import edit_quotation
from qualcode.project import Project

_PAGES, _WORDS_A_PAGE, _QUOTES = 300, 400, 500


def manuscript(project: Project, *, quotes: int = _QUOTES) -> str:
    """Return a report of about 120,000 words with quotations, some of them elided, masked, altered or made up."""
    chance = random.Random(3)
    words = vocabulary(5000)
    sources = project.sources()
    paragraphs = []
    for n in range(_PAGES * 3):
        paragraphs.append(" ".join(chance.choices(words, k=_WORDS_A_PAGE // 3)).capitalize() + ".")
        if n * quotes // (_PAGES * 3) == (n + 1) * quotes // (_PAGES * 3):
            continue
        source = chance.choice(sources)
        said = re.sub(r"\bIP?1?: ", "", project.text(source)).split()
        at, length = chance.randrange(len(said) - 120), chance.choice((8, 15, 30, 60, 100))
        quote = said[at : at + length]
        kind = n % 5
        if kind == 1:
            quote[length // 3 : length // 2] = ["[…]"]
        elif kind == 2:
            quote[length // 2] = "[kontor B]"
        elif kind == 3:
            for k in range(3, length, 9):
                quote[k] = chance.choice(words)
        elif kind == 4 and n % 2:
            quote = chance.choices(words, k=length)
        text = " ".join(quote)
        paragraphs.append(f"> {text} (IP1)" if n % 2 else f"En av dem säger: ”{text}” och det återkommer.")
    return "\n\n".join(paragraphs) + "\n"


def figures(folder: Path, *, sources: int = 100, words: int = 6000) -> Iterator[Figure]:
    """Yield the figures of a project of so many interviews of so many words."""
    path, report = folder / "citat.qualcode", folder / "rapport.md"
    with Project.create(path, coder="Elin") as project:
        fill(project, sources, words)
        report.write_text(manuscript(project), encoding="utf-8")
        drafts = [draft(project, s, 40 * n, 40 * n + 300) for s in project.sources() for n in range(1, 5)]
        made = add(project, *drafts)
        project.apply(*(edit_quotation(q, note="tryckt") for q in made))
    taken, found = [], 0
    for _ in range(3):
        with Project.open(path, write=False) as project:
            start = time.perf_counter()
            done = check_manuscript(project, report)
            taken.append((time.perf_counter() - start) * 1000)
            found = len(done.checked) if done is not None else 0
    what = f"check {found} quotations of 120,000 words, {sources} interviews"
    yield Figure(what, statistics.median(taken), 10_000, 3)
    printed, weighed = [], []
    for _ in range(3):
        with Project.open(path, write=False) as project:
            start = time.perf_counter()
            shown = Quoting(project).all()
            printed.append((time.perf_counter() - start) * 1000)
            start = time.perf_counter()
            project_ledger(project, shown)
            weighed.append((time.perf_counter() - start) * 1000)
    yield Figure(f"print {len(made)} quotations of {sources} interviews", statistics.median(printed), None, 3)
    yield Figure(f"weigh {len(made)} quotations in the ledger", statistics.median(weighed), None, 3)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        for figure in figures(Path(name)):
            bar = "" if figure.bar is None else f"{figure.bar:.0f}"
            print(f"{figure.what:<62}{figure.value:>10.1f}{bar:>8}", flush=True)


if __name__ == "__main__":
    main()
