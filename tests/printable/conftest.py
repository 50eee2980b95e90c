"""A project with a little of everything that reports tell of."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.core.codings import add_coding
from qualcode.core.condensations import add_condensation, add_finding, add_theme
from qualcode.core.ids import new_id
from qualcode.core.scenes import Block, CastMember, Scene, SceneSegment, add_scene
from qualcode.project import Project


@pytest.fixture
def told(study: Project) -> Project:
    """A study with codings by two coders, condensations, a finding, a memo and two scenes."""
    source = study.sources()[0]
    text = study.text(source)
    find = lambda words: (text.index(words), text.index(words) + len(words))  # noqa: E731
    norm, rules = study.code("lyssna"), study.code("regler")
    place = {"revision": source.text}
    listen, follow = find("lyssna och ta till sig"), find("följa våra regler")
    study.apply(
        add_coding(source.id, norm.id, start=listen[0], end=listen[1], **place),
        add_coding(source.id, rules.id, start=follow[0], end=follow[1], **place),
    )
    finding, theme = new_id(), new_id()
    study.apply(
        add_finding("Glappet", "Rollen är en annan än den bör vara.", identifier=finding),
        add_theme("Två normer", "Båda normerna bärs på en gång.", finding=finding, identifier=theme),
        add_condensation(
            source.id, start=listen[0], end=listen[1], text="Lyssnar.", codes=[norm.id], theme=theme, **place
        ),
        add_condensation(source.id, start=follow[0], end=follow[1], text="Är bunden.", codes=[rules.id], **place),
    )
    passage = SceneSegment(source.id, source.text, *follow)
    study.apply(
        add_scene(
            Scene(
                "s1",
                "Mötet",
                lead_in="Att följa visas här:",
                cast=(CastMember("Vera", "handläggare"),),
                blocks=(Block("dash_turn", "följa våra regler", "Vera", "verbatim", (passage,)),),
                codes=(rules.id,),
                back_references=("Samtalet",),
                ended=True,
            )
        ),
        add_scene(Scene("s2", "Samtalet", kind="vignette", blocks=(Block("action", "Det ringer."),), position=1)),
    )
    study.work_as("Sara")
    study.apply(add_coding(source.id, norm.id, start=listen[0], end=listen[1], **place))
    study.work_as("Elin")
    return study


@pytest.fixture
def plan(told: Project) -> Path:
    """Where the plan of the appendix of the project lies."""
    return told.path.parent / "appendix.yaml"
