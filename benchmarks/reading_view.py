"""The reading view on a long source, measured through a real pseudo-terminal.

A project with one long invented interview is made; the app then runs with its
real terminal driver on a pty, and each action is timed in CPU time of the
process from the call until the screen has been written.
"""

from __future__ import annotations

import asyncio
import fcntl
import itertools
import json
import os
import pty
import random
import signal
import statistics
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figure import Figure

if TYPE_CHECKING:
    from qualcode.tui.app import QualcodeApp

GOALS = {
    "first paint": 400.0,
    "cursor": 3.0,
    "page": 14.0,
    "select row": 8.0,
    "apply code": 15.0,
    "resize": 60.0,
    "any key, 99th percentile": 35.0,
    "memory": 120.0,
}
KEYS = ("cursor", "row", "page", "select row", "select turn", "apply code", "next coding", "far jump", "fold")
PRESSES = 40
WORDS = (
    "jag och det är som handläggaren kunden beslutet egentligen mötet läkaren sjukskrivning ju väl liksom regelverket "
    "man tycker alltså ibland ringer arbetsgivaren samtalet planen ärendet tiden frågan rätt svårt"
).split()


def make_project(path: Path, words: int, codings: int) -> None:
    """Write a project with one source of that many words and codings, in bulk."""
    from qualcode.core import codebook as books
    from qualcode.core.codebook import Code
    from qualcode.core.codings import add_coding
    from qualcode.core.events import Change
    from qualcode.core.ids import new_id
    from qualcode.core.texts import text_hash
    from qualcode.project import Project

    rng = random.Random(7)
    parts, n = [], 0
    while n < words:
        k = rng.randint(10, 160)
        parts.append(f"{'I' if len(parts) % 2 == 0 else 'IP1'}: {' '.join(rng.choices(WORDS, k=k)).capitalize()}.")
        n += k
    text = "\n\n".join(parts) + "\n"
    with Project.create(path, title="Mätning", coder="Elin") as project:
        source, digest = new_id(), text_hash(text)

        def changes() -> list[Change]:
            project.keep_text(text)
            speakers = [["I", "interviewer", None], ["IP1", "respondent", None]]
            body = {"handle": "lang", "title": "Lång", "kind": "transcript", "base": digest, "speakers": speakers}
            return [Change("source.add", source, body, "corpus", source)]

        project.apply_with(changes)
        families = [Code(new_id(), f"familj-{i}", f"familj {i}", position=i) for i in range(8)]
        codes = [Code(new_id(), f"kod-{i}", f"kod {i}", parent=families[i % 8].id, position=i) for i in range(72)]
        project.apply(*(books.add_code(c) for c in (*families, *codes)))
        made = []
        for _ in range(codings):
            start = rng.randrange(len(text) - 1300)
            made.append(
                add_coding(
                    source, rng.choice(codes).id, revision=digest, start=start, end=start + rng.randint(20, 1100)
                )
            )
        project.apply(*made)


def attach_terminal(columns: int, rows: int) -> None:
    """Put this process's standard streams on a pty whose other end is read and thrown away."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    for fd in (0, 1, 2):
        os.dup2(slave, fd)
    sys.__stdin__ = sys.stdin = os.fdopen(0, "r", closefd=False)
    sys.__stdout__ = sys.stdout = os.fdopen(1, "w", closefd=False)
    sys.__stderr__ = sys.stderr = os.fdopen(2, "w", closefd=False)

    def drain() -> None:
        while True:
            try:
                if not os.read(master, 65536):
                    return
            except OSError:
                return

    threading.Thread(target=drain, daemon=True).start()


def _resize(rows: int, columns: int) -> None:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    os.kill(os.getpid(), signal.SIGWINCH)


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _shown(app: QualcodeApp) -> bool:
    """Tell whether the text is laid out, so that what is painted from now on shows it."""
    from textual.app import ScreenStackError

    try:
        screen = app.screen
    except ScreenStackError:
        return False
    return getattr(screen, "opened", None) is not None and screen.view.row_of(0) is not None  # type: ignore[attr-defined]


async def measure(path: Path, presses: int) -> dict[str, list[float]]:
    """Run the app and return CPU milliseconds per action."""
    from textual._context import active_app

    from qualcode.project import Project
    from qualcode.tui.app import QualcodeApp
    from qualcode.tui.screens.reading import ReadingScreen

    times: dict[str, list[float]] = {}
    painted = asyncio.Event()

    start, started = time.perf_counter(), time.process_time()
    project = Project.open(path, coder="Elin")
    app = QualcodeApp(project, key_path=Path("/nonexistent"))
    display = app._display  # noqa: SLF001

    def watched(screen: object, renderable: object) -> None:
        display(screen, renderable)  # type: ignore[arg-type]
        if renderable is not None and not app._batch_count:  # noqa: SLF001
            painted.set()
            if "first paint" not in times and _shown(app):
                times["first paint"] = [1000 * (time.perf_counter() - start)]
                times["first paint, CPU"] = [1000 * (time.process_time() - started)]

    app._display = watched  # type: ignore[method-assign]  # noqa: SLF001
    app.desk.place, app.desk.source = "reading", project.sources()[0].id

    async def drive() -> None:
        while "first paint" not in times:
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.5)
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        view = screen.view
        codes = [c.id for c in project.codebook().standing if c.parent]
        rng = random.Random(5)

        async def timed(name: str, act: Callable[[], object], prepare: Callable[[], object] | None = None) -> None:
            for _ in range(presses):
                if prepare is not None:
                    prepare()
                    await asyncio.sleep(0.05)
                painted.clear()
                before = time.process_time()
                act()
                await asyncio.wait_for(painted.wait(), 2)
                await asyncio.sleep(0)
                times.setdefault(name, []).append(1000 * (time.process_time() - before))
                await asyncio.sleep(0.03)

        await timed("cursor", lambda: screen.action_step("char", 1))
        await timed("row", lambda: screen.action_row(1))
        await timed("page", lambda: screen.action_page(1))
        view.move_to(view.top_position())
        await timed("select row", lambda: screen.action_row(1, True))
        view.clear_selection()
        await timed("next coding", lambda: screen.action_coding(1))
        await timed("select turn", lambda: screen.action_select("turn"), view.clear_selection)
        await timed(
            "apply code",
            lambda: screen.put_codes([rng.choice(codes)]),
            lambda: (view.step("turn", 1), view.select_unit("sentence")),
        )
        await timed("far jump", lambda: view.move_to((view.cursor + 777_777) % len(view.reading.text)))
        await timed("fold", screen.action_fold)
        sizes = itertools.cycle(((44, 120), (50, 160)))
        await timed("resize", lambda: _resize(*next(sizes)))
        times["memory"] = [_resident_mb()]

    async def drive_to_the_end() -> None:
        active_app.set(app)  # timers that the driven actions start belong to the app
        try:
            await drive()
        finally:
            app.exit()

    task = asyncio.create_task(drive_to_the_end())
    await app.run_async()
    if not task.done():
        task.cancel()
        raise RuntimeError(f"the app ended early: {app._exception!r}")  # noqa: SLF001
    await task
    project.close()
    return times


def figures(folder: Path, *, words: int = 300_000, codings: int = 50_000, size: str = "160x50") -> Iterator[Figure]:
    """Make the project, measure in a process of its own on a pty, and yield the medians against the bars."""
    path, result = folder / "reading-view.qualcode", folder / "times.json"
    make_project(path, words, codings)
    # A process of its own, so that its memory is that of the app alone.
    subprocess.run([sys.executable, "-m", "benchmarks.reading_view", path, result, size], check=False)
    if not result.exists():  # the child has said why
        raise RuntimeError(result.with_suffix(".error").read_text())
    times: dict[str, list[float]] = json.loads(result.read_text())
    pressed = sorted(value for name in KEYS for value in times[name])
    times["any key, 99th percentile"] = [pressed[int(len(pressed) * 0.99)]]
    clocks = {"first paint": "wall", "memory": "MB"}
    for name, values in times.items():
        what = f"reading view, {words:,} words, {codings:,} codings: {name}"
        yield Figure(what, statistics.median(values), GOALS.get(name), len(values), clocks.get(name, "CPU"))


def main(path: str, result: str, size: str) -> None:
    """Measure on a pty of this process and write the times to a file."""
    columns, rows = map(int, size.split("x"))
    os.setsid()
    attach_terminal(columns, rows)
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    import qualcode.tui.app  # noqa: F401 - first paint is measured after imports

    try:
        Path(result).write_text(json.dumps(asyncio.run(measure(Path(path), PRESSES))))
    except BaseException:
        import traceback

        Path(result).with_suffix(".error").write_text(traceback.format_exc())


if __name__ == "__main__":
    main(*sys.argv[1:])
