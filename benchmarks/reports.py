"""How long an appendix takes: 400 quotations, 12 scenes, 300 rows of condensation, 20 tables."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.material import files
from qualcode.authoring.printing import print_report
from qualcode.authoring.quoting import add, draft
from qualcode.core import codebook as books
from qualcode.core.codebook import Code
from qualcode.core.condensations import add_condensation, add_finding, add_theme
from qualcode.core.ids import new_id
from qualcode.core.quotations import Quotation
from qualcode.core.scenes import Block, Scene, SceneSegment, add_scene
from qualcode.core.sources import Source
from qualcode.importing import carry_out, plan_imports
from qualcode.project import Project

_SOURCES, _QUOTATIONS, _ROWS, _SCENES, _TABLES = 20, 400, 300, 12, 20
_BARS = {"html": 1000, "docx": 4000, "pdf": 4000, "odt": None, "latex": None}
_RUNS = 3


def _quotations(project: Project, sources: list[Source]) -> list[Quotation]:
    out = []
    for n in range(_QUOTATIONS):
        source = sources[n % _SOURCES]
        turns = [t for t in project.turns(source) if t.speaker != "I" and t.end - t.body > 120]
        turn = turns[(n // _SOURCES) % len(turns)]
        out.append(draft(project, source, turn.body, turn.body + 120))
    return out


def _scenes(project: Project, sources: list[Source]) -> Iterator[Scene]:
    for n in range(_SCENES):
        source = sources[n % _SOURCES]
        text = project.text(source)
        blocks = []
        for b in range(12):
            segment = SceneSegment(source.id, source.text, 200 * b, 200 * b + 180)
            blocks.append(
                Block("action" if b % 2 else "dash_turn", text[200 * b : 200 * b + 180], "Vera", "verbatim", (segment,))
            )
        yield Scene(
            "", f"Scen {n}", lead_in="Så här:", blocks=tuple(blocks), analysis="Scenen visar något.", position=n
        )


def _study(folder: Path) -> Project:
    project = Project.create(folder / "bilagor.qualcode", coder="Elin")
    carry_out(project, plan_imports(project, files(folder, _SOURCES, 4000)))
    sources = project.sources()
    codes = [new_id() for _ in range(20)]
    project.apply(*(books.add_code(Code(c, f"k{n}", f"kod {n}")) for n, c in enumerate(codes)))
    themes, finding = [new_id() for _ in range(10)], new_id()
    project.apply(
        add_finding("Fynd", "Så är det.", identifier=finding),
        *(add_theme(f"Tema {n}", "Ett tema.", finding=finding, identifier=t) for n, t in enumerate(themes)),
        *(
            add_condensation(
                sources[n % _SOURCES].id,
                revision=sources[n % _SOURCES].text,
                start=300 * (n // _SOURCES),
                end=300 * (n // _SOURCES) + 250,
                text="En mening som koncentrerar det som sades.",
                codes=codes[n % 20 : n % 20 + 2],
                theme=themes[n % 10],
                position=n,
            )
            for n in range(_ROWS)
        ),
        *(add_scene(scene) for scene in _scenes(project, sources)),
    )
    add(project, *_quotations(project, sources))
    return project


def _plan(folder: Path) -> None:
    rows = "\n".join(f"      | rad {r} | {r} | {r * 3} |" for r in range(10))
    table = f"      | grupp | antal | av |\n      |---|---|---|\n{rows}\n\n"
    parts = ["quotations", "condensation", "scenes", "sample"]
    listed = "".join(f"  - report: {name}\n" for name in parts)
    # The condensation has a table for each theme; these are the rest.
    tables = f"  - title: Tabeller\n    intro: |\n{table * (_TABLES - 10)}"
    (folder / "appendix.yaml").write_text(f"title: Bilagor\nparts:\n{listed}{tables}", encoding="utf-8")


def figures(folder: Path) -> Iterator[Figure]:
    """Yield the time of each format, from the open project to the bytes."""
    with _study(folder) as project:
        _plan(folder)
        for to, bar in _BARS.items():
            taken = []
            for _ in range(_RUNS):
                project.forget()
                start = time.perf_counter()
                print_report(project, "appendix", to=to)
                taken.append((time.perf_counter() - start) * 1000)
            yield Figure(f"appendix of 400 quotations … as {to}", statistics.median(taken), bar, _RUNS)
