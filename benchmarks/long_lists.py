"""Screens with very many rows, measured through a real pseudo-terminal: ten thousand sources, five thousand codes."""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.reading_view import attach_terminal

GOAL = 300.0
RUNS = 5
SCREENS = {"sources": "list of 10,000 sources", "overview": "overview of 10,000 sources", "codebook": "5,000 codes"}


def make_project(path: Path, sources: int, codes: int) -> None:
    """Write a project with so many short sources and codes."""
    from qualcode.core import codebook as books
    from qualcode.core.codebook import Code
    from qualcode.core.events import Change
    from qualcode.core.ids import new_id
    from qualcode.core.texts import text_hash
    from qualcode.project import Project

    with Project.create(path, title="Mätning", coder="Elin") as project:

        def changes() -> Iterator[Change]:
            for n in range(sources):
                text = f"IP1: Det här är samtal nummer {n}.\n"
                project.keep_text(text)
                body = {"handle": f"samtal-{n}", "title": f"Samtal {n}", "kind": "transcript", "position": n}
                identifier = new_id()
                yield Change("source.add", identifier, {**body, "base": text_hash(text)}, "corpus", identifier)

        project.apply_with(changes)
        roots = [Code(new_id(), f"familj-{n}", f"familj {n}", position=n) for n in range(50)]
        under = [Code(new_id(), f"kod-{n}", f"kod {n}", parent=roots[n % 50].id, position=n) for n in range(codes - 50)]
        project.apply(*(books.add_code(c) for c in (*roots, *under)))


async def measure(path: Path) -> dict[str, list[float]]:
    """Open every screen anew several times; return wall milliseconds until it has been painted."""
    from textual._context import active_app

    from qualcode.project import Project
    from qualcode.tui.app import QualcodeApp

    times: dict[str, list[float]] = {}
    for screen in SCREENS:
        for _run in range(RUNS):
            project = Project.open(path, coder="Elin")
            project.sources(), project.codebook()
            app = QualcodeApp(project, key_path=Path("/nonexistent"))
            app.desk.place = "memos"
            painted = asyncio.Event()
            display = app._display  # noqa: SLF001

            def watched(shown: object, what: object, app: QualcodeApp = app, display=display, painted=painted) -> None:  # type: ignore[no-untyped-def]
                display(shown, what)
                if getattr(app.screen, "CONTEXT", "") == screen and getattr(app.screen, "_seen", ""):  # noqa: B023
                    painted.set()

            app._display = watched  # type: ignore[method-assign,assignment]  # noqa: SLF001

            async def drive(app: QualcodeApp = app, painted: asyncio.Event = painted, screen: str = screen) -> None:
                active_app.set(app)
                await asyncio.sleep(0.7)
                start = time.perf_counter()
                await app.action_show(screen)
                await asyncio.wait_for(painted.wait(), 20)
                times.setdefault(screen, []).append(1000 * (time.perf_counter() - start))
                app.exit()

            task = asyncio.create_task(drive())
            await app.run_async()
            await task
            project.close()
    return times


def figures(folder: Path) -> Iterator[Figure]:
    """Make the project, measure in a process of its own on a pty, and yield the medians against the bar."""
    path, result = folder / "long-lists.qualcode", folder / "lists.json"
    make_project(path, 10_000, 5_000)
    subprocess.run([sys.executable, "-m", "benchmarks.long_lists", path, result], check=False)
    times: dict[str, list[float]] = json.loads(result.read_text())
    for name, values in times.items():
        yield Figure(f"open the {SCREENS[name]}", statistics.median(values), GOAL, len(values))


def main(path: str, result: str) -> None:
    """Measure on a pty of this process and write the times to a file."""
    os.setsid()
    attach_terminal(160, 50)
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    import qualcode.tui.app  # noqa: F401

    try:
        Path(result).write_text(json.dumps(asyncio.run(measure(Path(path)))))
    except BaseException:
        import traceback

        Path(result).with_suffix(".error").write_text(traceback.format_exc())


if __name__ == "__main__":
    main(*sys.argv[1:])
