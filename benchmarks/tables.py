"""How long tables and claims take on 50,000 codings of 20 interviews, most of which overlap many others."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.material import files
from qualcode.authoring.claiming import standings
from qualcode.authoring.tabulating import Selection, table_of
from qualcode.core import codebook as books
from qualcode.core.cases import Case, add_case
from qualcode.core.claims import Base, Condition, add_claim
from qualcode.core.codebook import Code
from qualcode.core.codings import add_coding
from qualcode.core.ids import new_id
from qualcode.core.sources import Speaker, edit_source, name_speakers
from qualcode.core.tables import Rule
from qualcode.importing import carry_out, plan_imports
from qualcode.project import Project

_SOURCES, _CODES, _CODINGS, _CLAIMS, _RUNS = 20, 80, 50_000, 50, 3


def _study(folder: Path) -> Project:
    project = Project.create(folder / "tabeller.qualcode", coder="Elin")
    carry_out(project, plan_imports(project, files(folder, _SOURCES, 6000)))
    chance = random.Random(1)
    codes = [new_id() for _ in range(_CODES)]
    # Eight families of nine, with what else there is at the top.
    project.apply(
        *(
            books.add_code(Code(c, f"k{n}", f"kod {n}", parent=codes[n % 8] if 8 <= n < 80 else None))
            for n, c in enumerate(codes)
        )
    )
    for n, source in enumerate(project.sources()):
        case = Case(new_id(), f"Person {n}", attributes={"roll": ("handläggare", "chef")[n % 2]})
        project.apply(
            add_case(case),
            edit_source(source.id, case_id=case.id),
            name_speakers(source.id, [Speaker("I", "interviewer"), Speaker("IP1", "respondent", case.id)]),
        )
    places = [
        (source, start, start + chance.choice((200, 900, 3000)))
        for source in project.sources()
        for start in (chance.randrange(source.characters - 3000) for _ in range(_CODINGS // _SOURCES))
    ]
    project.apply(
        *(
            add_coding(
                s.id,
                chance.choice(codes[8:]),
                revision=s.text,
                start=a,
                end=b,
                facets={"modality": chance.choice(_MODES)},
            )
            for s, a, b in places
        )
    )
    asked = Base(attributes={"roll": ("handläggare",)})
    project.apply(
        *(
            add_claim("De flesta gör så.", quantifier="most", condition=Condition((code,)), base=asked)
            for code in codes[:_CLAIMS]
        )
    )
    return project


_MODES = ("is", "ought")


def _median(run: Callable[[], object], project: Project) -> float:
    taken = []
    for _ in range(_RUNS):
        project.forget()
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def figures(folder: Path) -> Iterator[Figure]:
    """Yield the time of each table and of 50 claims, from the open project to the values."""
    every = Selection(subtree=True, language="sv")
    with _study(folder) as project:
        for kind, about in (("together", ""), ("case", ""), ("source", ""), ("attribute", "roll")):
            taken = _median(lambda k=kind, a=about: table_of(project, k, a, every, Rule()), project)  # type: ignore[misc]
            yield Figure(f"table of 80 codes, 50,000 codings: {kind}", taken, 2000, _RUNS)
        taken = _median(lambda: standings(project), project)
        yield Figure("count 50 claims on 50,000 codings", taken, 2000, _RUNS)
