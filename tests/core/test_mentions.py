from __future__ import annotations

import pytest

from qualcode.core.cases import Case
from qualcode.core.invented_names import proposals
from qualcode.core.mentions import HeldText, Mention, group, near_names
from qualcode.core.rarity import rare_combinations


def mentions(*words: str, kind: str = "person") -> list[Mention]:
    return [Mention(HeldText("memo", str(n), "text", w), 0, len(w), kind, 0.9, "r") for n, w in enumerate(words)]


def names(*words: str) -> list[tuple[str, int]]:
    return [(g.name, len(g.mentions)) for g in group(mentions(*words))]


def test_the_forms_of_a_name_are_one_group() -> None:
    assert names("Anna", "Annas", "ANNA", "Anna") == [("Anna", 4)]
    assert names("Hans", "Han") == [("Han", 2)]
    assert names("Hans") == [("Hans", 1)]


def test_near_names_are_asked_about() -> None:
    by_name = {g.name: g.near for g in group(mentions("Ann-Mari", "Ann-Marie", "Bo", "Anna Berg", "Anna"))}
    assert by_name["Ann-Mari"] == ("Ann-Marie",)
    assert by_name["Anna"] == ("Anna Berg",)
    assert by_name["Bo"] == ()


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Carl", "Karl", True),
        ("Christina", "Kristina", True),
        ("Eriksson", "Ericson", True),
        ("Sofie", "Sofi", True),
        ("Anna", "Hanna", False),
        ("Bo", "Bi", False),
        ("Maria", "Mario", True),
    ],
)
def test_names_are_near_by_sound_or_by_a_letter(one: str, other: str, near: bool) -> None:
    assert near_names(one, other) is near
    assert near_names(other, one) is near


def test_a_proposed_pseudonym_is_unlike_the_name_and_every_other() -> None:
    offered = list(proposals("Gunilla Berg", {"vera", "karin"}, pronoun="hon"))
    assert offered
    assert not {name[0] for name in offered} & {"G", "B"}
    assert "Vera" not in offered
    assert all(not near_names(name, "Gunilla") for name in offered)


def test_rare_combinations_are_the_smallest_ones() -> None:
    cases = [
        Case(str(n), f"IP{n}", attributes={"roll": roll, "kön": sex})
        for n, (roll, sex) in enumerate([("h", "k"), ("h", "k"), ("h", "m"), ("h", "k"), ("c", "k"), ("c", "k")])
    ]
    found = {r.attributes: len(r.cases) for r in rare_combinations(cases, least=2)}
    assert found == {(("kön", "m"),): 1}
    found = {r.attributes: len(r.cases) for r in rare_combinations(cases, least=3)}
    assert found == {(("kön", "m"),): 1, (("roll", "c"),): 2}


def test_a_pair_can_be_rare_where_neither_part_is() -> None:
    attributes = [("h", "k"), ("h", "k"), ("c", "m"), ("c", "m"), ("h", "m"), ("c", "k"), ("c", "k"), ("h", "k")]
    cases = [Case(str(n), "x", attributes={"roll": a, "kön": b}) for n, (a, b) in enumerate(attributes)]
    found = [r.attributes for r in rare_combinations(cases, least=2)]
    assert found == [(("kön", "m"), ("roll", "h"))]
