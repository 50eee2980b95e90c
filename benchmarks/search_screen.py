"""Measure the search screen at 100,000 hits, sweep and word lists: ``python -m benchmarks.search_screen``."""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

from textual.pilot import Pilot

from benchmarks.figure import Figure
from benchmarks.search import fill
from qualcode.core import codebook as books
from qualcode.core.codebook import Code
from qualcode.core.ids import new_id
from qualcode.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.searching import SearchScreen
from qualcode.tui.screens.sweep import SweepScreen
from qualcode.tui.screens.words import WordsScreen

_SOURCES, _WORDS, _HITS = 200, 6000, 100_000
_QUERY = "och | att | det | som | är"
_PAGES = 40

Screen = TypeVar("Screen")


async def _settled(app: QualcodeApp, pilot: Pilot[None]) -> None:
    for _ in range(2):
        await pilot.pause(0.06)
        while any(not worker.is_finished for worker in app.workers):
            await asyncio.sleep(0.005)


async def _opened(app: QualcodeApp, pilot: Pilot[None], place: str, kind: type[Screen]) -> tuple[float, Screen]:
    start = time.perf_counter()
    await app.action_show(place)
    screen = app.screen
    assert isinstance(screen, kind)
    painted = asyncio.Event()
    app.screen.call_after_refresh(painted.set)
    await painted.wait()
    took = (time.perf_counter() - start) * 1000
    await pilot.pause()
    return took, screen


async def _took(wait: Callable[[], Awaitable[None]], do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    await wait()
    return (time.perf_counter() - start) * 1000


def _pages(screen: SearchScreen) -> Iterator[float]:
    """Go through the hits page by page, and yield what making each page took, in ms of CPU."""
    rows = screen.rows
    for _ in range(_PAGES):
        start = time.process_time()
        rows.action_by_page(37)
        for y in range(rows.size.height):
            rows.render_line(y)
        yield (time.process_time() - start) * 1000


async def _measure(project: Project) -> AsyncIterator[Figure]:
    app = QualcodeApp(project)
    app.desk.place = "overview"
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.pause()
        wait = lambda: _settled(app, pilot)  # noqa: E731
        took, search = await _opened(app, pilot, "search", SearchScreen)
        yield Figure("open the search screen", took, 300, 1)
        took = await _took(wait, lambda: search.ask(_QUERY))
        assert len(search.hits) > _HITS, len(search.hits)
        yield Figure(f"{len(search.hits):,} hits found and shown", took, 15_000, 1)
        pages = list(_pages(search))
        yield Figure("a page of hits anywhere among them", statistics.median(pages), 50, _PAGES, "CPU")
        await wait()
        took = await _took(wait, lambda: search.sort_by("left1"))
        yield Figure("sort them by the word before", took, 15_000, 1)
        took, words = await _opened(app, pilot, "words", WordsScreen)
        yield Figure("open the word lists", took, 300, 1)
        await wait()
        assert len(words.rows) > 1000
        took = await _took(wait, words.action_content)
        yield Figure("count the words of 1.2 million", took, 8000, 1)
        app.desk.sweep = {"code": project.code("mote").id}
        took, sweep = await _opened(app, pilot, "sweep", SweepScreen)
        yield Figure("open sweep", took, 300, 1)
        await wait()
        assert sweep.found
        yield Figure("accept a candidate", await _took(pilot.pause, sweep.action_accept), 100, 1)


def figures(folder: Path) -> Iterator[Figure]:
    """Yield the figures, measured on 200 interviews of 6,000 words."""
    with Project.create(folder / "search-screen.qualcode", coder="Elin") as project:
        fill(project, _SOURCES, _WORDS)
        project.apply(books.add_code(Code(new_id(), "mote", "möten", cues=("möte",))))
        project.index_words()

        async def run() -> list[Figure]:
            return [figure async for figure in _measure(project)]

        yield from asyncio.run(run())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for figure in figures(Path(name)):
            sys.stdout.write(f"{figure}\n")
