"""Meaning units with the borders that a person moved, and the clean form of quotations."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.sources import Source, correct_source
from qualcode.core.texts import Edit
from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.search.talk import Units, clean_quote, fillers
from tests.conftest import put_source

SAID = """I: Hur var det?

IP1: Jag liksom ringde henne på måndagen och frågade hur det gick. Äh, det var som vanligt på det
stora kontoret. Sedan åkte vi hem till Slätten i den gamla bilen.
"""


@pytest.fixture
def source(project: Project) -> Source:
    return put_source(project, "samtal", SAID)


def starts(project: Project, source: Source) -> list[str]:
    turn = project.turns(source)[1]
    return [project.text(source)[at : at + 4].strip() for at in Units(project, source).starts(turn)]


def split(project: Project, source: Source, words: str) -> None:
    changes = Units(project, source).split(project.text(source).index(words))
    project.apply(*changes)


def test_units_are_proposed_turn_by_turn(project: Project, source: Source) -> None:
    assert starts(project, source) == ["Jag", "Äh,", "Seda"]


def test_a_border_is_set_and_taken_away_at_the_same_place(project: Project, source: Source) -> None:
    split(project, source, "och frågade")
    assert starts(project, source) == ["Jag", "och", "Äh,", "Seda"]
    split(project, source, "och frågade")
    assert starts(project, source) == ["Jag", "Äh,", "Seda"]
    assert project.borders(source) == []


def test_a_proposed_border_taken_away_comes_back(project: Project, source: Source) -> None:
    split(project, source, "Äh,")
    assert starts(project, source) == ["Jag", "Seda"]
    split(project, source, "Äh,")
    assert starts(project, source) == ["Jag", "Äh,", "Seda"]
    assert project.borders(source) == []


def test_the_nearest_border_moves_as_one_step(project: Project, source: Source) -> None:
    at = project.text(source).index("det var")
    project.apply(*Units(project, source).move(at))
    assert starts(project, source) == ["Jag", "det", "Seda"]
    project.undo()
    assert starts(project, source) == ["Jag", "Äh,", "Seda"]


def test_a_border_stands_inside_a_turn(project: Project, source: Source) -> None:
    units = Units(project, source)
    for place in (0, project.text(source).index("Jag liksom"), len(SAID)):
        with pytest.raises(QualcodeError, match="inside a turn"):
            units.split(place)
    with pytest.raises(QualcodeError, match="one meaning unit"):
        units.move(project.text(source).index("var det"))


def test_borders_are_each_person_s_own_and_follow_a_correction(project: Project, source: Source) -> None:
    split(project, source, "och frågade")
    project.apply(correct_source(source, source.text, [Edit(0, 1, "Intervjuare", "name", "")]))
    source = project.source("samtal")
    assert starts(project, source) == ["Jag", "och", "Äh,", "Seda"]
    project.work_as("Sara")
    project.forget()
    assert starts(project, source) == ["Jag", "Äh,", "Seda"]


def test_units_cover_a_turn_whatever_borders_are_set(project: Project, source: Source) -> None:
    turn = project.turns(source)[1]
    text = project.text(source)

    @given(st.lists(st.integers(turn.body + 1, turn.end - 1), max_size=6))
    def check(places: list[int]) -> None:
        for place in places:
            project.apply(*Units(project, source).split(place))
        spans = Units(project, source).units(turn)
        assert spans[0][0] == turn.body
        assert spans[-1][1] == turn.end
        for (_a, end), (start, _b) in pairwise(spans):
            assert not text[end:start].strip()

    check()


def test_a_clean_quote_says_what_it_leaves_out() -> None:
    clean = clean_quote("Jag liksom ringde, äh, henne (paus) sen.", "sv")
    assert "liksom" not in clean.words
    assert "äh" not in clean.words
    assert clean.rule() == "left out: 1 pause, 1 filler"
    same = clean_quote("I kind of rang her.", "de")
    assert (same.words, same.rule()) == ("I kind of rang her.", "")


def test_fillers_of_a_turn_are_places_of_the_text(project: Project, source: Source) -> None:
    text = project.text(source)
    assert [text[a:b] for a, b in fillers(project, source, project.turns(source)[1])] == ["liksom", "Äh"]
