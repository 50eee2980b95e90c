"""A small team: Elin and Sara, each with a copy of the study."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from qualcode.core import codebook as books
from qualcode.core.codings import add_coding
from qualcode.core.events import Change
from qualcode.core.people import add_person
from qualcode.core.rounds import Round
from qualcode.project import Project
from qualcode.teams.rounds import close_round, open_round
from qualcode.tui.app import QualcodeApp
from qualcode.tui.widgets.longtext import LongText


def span(project: Project, words: str, source: int = 0) -> tuple[int, int]:
    """Return where words stand in a source."""
    text = project.text(project.sources()[source])
    at = text.index(words)
    return at, at + len(words)


def code_words(project: Project, handle: str, words: str, source: int = 0, **more: object) -> Change:
    """Return the coding of words of a source with a code."""
    its = project.sources()[source]
    start, end = span(project, words, source)
    return add_coding(its.id, project.code(handle).id, revision=its.text, start=start, end=end, **more)  # type: ignore[arg-type]


def join_sara(project: Project) -> None:
    """Let Sara join."""
    project.apply(add_person("Sara"))


def both_code(project: Project) -> None:
    """Let both code: one passage alike, one with other borders, one with another code, and one that Sara missed."""
    join_sara(project)
    project.apply(
        code_words(project, "aktor", "läkaren nästan en motaktör"),
        code_words(project, "lyssna", "kunna lyssna"),
        code_words(project, "regler", "följa våra regler"),
        code_words(project, "hinder", "i förra veckan"),
    )
    with project.working_as("Sara"):
        project.apply(
            code_words(project, "aktor", "läkaren nästan en motaktör"),
            code_words(project, "lyssna", "Man måste kunna lyssna"),
            code_words(project, "norm", "följa våra regler"),
        )


def a_round(project: Project, *, name: str = "ett", closed: bool = False, blind: bool = True) -> Round:
    """Open a round of both on all sources, and close it where wanted."""
    made = open_round(project, name, project.sources(), project.persons(), blind=blind)
    return close_round(project, made) if closed else made


@contextmanager
def copy_of_sara(project: Project, folder: Path) -> Iterator[Project]:
    """Yield Sara's copy of the project."""
    folder.mkdir(exist_ok=True)
    project.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = folder / "sara.qualcode"
    shutil.copyfile(project.path, path)
    with Project.open(path, coder="Sara") as copy:
        yield copy


def bundle_of_sara(
    project: Project, folder: Path, work: Callable[[Project], object], name: str = "sara.bundle"
) -> Path:
    """Let Sara do something in her copy, and return the bundle that she leaves in a folder."""
    from qualcode.teams.bundles import write_bundle

    path = folder / name
    with copy_of_sara(project, folder / "hennes") as copy:
        work(copy)
        write_bundle(copy, path)
    return path


def words_of(app: QualcodeApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).render())


def shown_text(app: QualcodeApp) -> str:
    """Return what stands in the dialog that shows a text."""
    return "\n".join(line.plain for line in app.screen.query_one(LongText).lines)


async def settled(app: QualcodeApp, pilot: Pilot[None]) -> None:
    """Wait until threads are done and the screen has taken it in."""
    for _turn in range(2):
        await app.workers.wait_for_complete()
        await pilot.pause()


def rename(handle: str, name: str) -> Callable[[Project], None]:
    def work(project: Project) -> None:
        project.apply(books.rename_code(project.code(handle).id, name_sv=name))

    return work
