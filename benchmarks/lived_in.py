"""A study in which everything there is has been used: what the screens beside the reading view list."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

from qualcode.core import codebook as books
from qualcode.core.claims import Condition, add_claim, add_evidence
from qualcode.core.codebook import Code
from qualcode.core.condensations import add_finding, add_theme
from qualcode.core.events import Change
from qualcode.core.forms import Form, Item, add_form, answer_item
from qualcode.core.ids import new_id
from qualcode.core.quotations import Quotation, Wording, add_quotation
from qualcode.core.scenes import Block, CastMember, Scene, SceneSegment, add_scene
from qualcode.project import Project
from qualcode.teams.bundles import write_bundle
from qualcode.teams.merging import merge_bundles

_CLAIMS, _QUOTATIONS, _SCENES, _ITEMS, _CONFLICTS = 60, 300, 40, 12, 40
_WORDS = ("all", "most", "several", "some", "none")


def put_analysis(project: Project, codes: Sequence[Code]) -> None:
    """Write findings, themes, claims with evidence, quotations, scenes, and a form answered about every case."""
    chance, sources = random.Random(2), project.sources()

    def passage() -> tuple[str, str, int, int]:
        source = chance.choice(sources)
        start = chance.randrange(source.characters - 400)
        return source.id, source.text, start, start + 200

    findings, themes = [new_id() for _ in range(8)], [new_id() for _ in range(24)]
    project.apply(
        *(add_finding(f"F{n}", f"Fynd {n}.", position=n, identifier=f) for n, f in enumerate(findings)),
        *(
            add_theme(f"tema {n}", f"Tema {n}.", finding=findings[n % 8], position=n, identifier=t)
            for n, t in enumerate(themes)
        ),
    )
    changes: list[Change] = []
    for n in range(_CLAIMS):
        made, counted = new_id(), Condition(tuple(c.id for c in codes[n % 70 : n % 70 + 1 + n % 3]))
        changes.append(
            add_claim(
                f"Påstående {n} om möten och tid.",
                quantifier=_WORDS[n % 5],
                condition=counted,
                finding=findings[n % 8],
                position=n,
                identifier=made,
            )
        )
        for role in ("supports", "contrasts", "contradicts"):
            source, revision, start, end = passage()
            changes.append(add_evidence(made, role, source, revision=revision, start=start, end=end))
    for n in range(_QUOTATIONS):
        source, revision, start, end = passage()
        wording = Wording(revision, ((start, end),))
        changes.append(add_quotation(Quotation(new_id(), source, wording, "IP", n + 1, codes=(codes[n % 80].id,))))
    for n in range(_SCENES):
        blocks = tuple(
            Block("action", f"Handling {n}. " * 12, segments=(SceneSegment(*passage()),)) for _block in range(6)
        )
        cast = (CastMember("Eli", "handläggare", pronoun="hen"), CastMember("Yvonne", pronoun="hon"))
        changes.append(add_scene(Scene(new_id(), f"Scen {n}", blocks=blocks, cast=cast, lead_in="Det hände sig. " * 9)))
    project.apply(*changes)
    form = new_id()
    choices = (("ja", "ja"), ("nej", "nej"), ("vet-inte", "vet inte"))
    items = tuple(Item(new_id(), form, f"fraga-{n}", f"Fråga {n}?", choices=choices, position=n) for n in range(_ITEMS))
    project.apply(*add_form(Form(form, "formular", "Formulär", items=items)))
    project.apply(*(answer_item(i.id, c.id, [chance.choice(choices)[0]]) for i in items for c in project.cases()))


def put_conflicts(project: Project, codes: Sequence[Code]) -> None:
    """Let two people change the definitions of the same codes, and merge."""
    copy = project.path.with_name("copy.qualcode")
    project.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(project.path, copy)
    wanted = codes[:_CONFLICTS]
    with Project.open(copy, coder="Sara") as other:
        other.apply(*(books.define_code(c.id, definition="När någon väntar.") for c in wanted))
        bundle: Path = write_bundle(other, project.path.with_name("sara.bundle"), mine=True).path
    project.apply(*(books.define_code(c.id, definition="När någon möts.") for c in wanted))
    merge_bundles(project, [bundle])
    bundle.unlink()
    for ending in ("", "-wal", "-shm"):
        copy.with_name(copy.name + ending).unlink(missing_ok=True)
