from __future__ import annotations

from qualcode.core.adjudication import agreed, decide, disputes, reader
from qualcode.core.codebook import Code, Codebook
from qualcode.core.codings import Coding
from qualcode.core.rounds import Reading

BOOK = Codebook((Code("k", "norm", "norm"), Code("u", "lyssna", "lyssna", parent="k"), Code("h", "hinder", "hinder")))


def coding(name: str, coder: str, code: str, start: int, end: int, **facets: str) -> Coding:
    return Coding(name, "s", code, coder, f"own:{coder}", start, end, facets)


def kinds(*codings: Coding, readings: tuple[Reading, ...] = ()) -> list[str]:
    return [d.kind for d in disputes(codings, ["e", "s"], BOOK, reader(codings, readings))]


def test_the_same_coding_is_no_dispute() -> None:
    assert kinds(coding("1", "e", "u", 0, 9), coding("2", "s", "u", 0, 9)) == []


def test_each_kind_of_difference_is_told_apart() -> None:
    mine = coding("1", "e", "u", 0, 10)
    assert kinds(mine, coding("2", "s", "u", 0, 12)) == ["border"]
    assert kinds(mine, coding("2", "s", "k", 0, 10)) == ["parent"]
    assert kinds(mine, coding("2", "s", "h", 0, 10)) == ["code"]
    assert kinds(mine, coding("2", "s", "u", 0, 10, modality="ought")) == ["facet"]
    assert kinds(mine, coding("2", "s", "h", 50, 60)) == ["missing", "missing"]


def test_a_coder_who_has_not_read_a_place_does_not_differ() -> None:
    mine = coding("1", "e", "u", 0, 10)
    assert kinds(mine) == []
    assert kinds(mine, readings=(Reading("r", "s", "s"),)) == ["missing"]
    assert kinds(mine, readings=(Reading("r", "s", "s", 20, 90),)) == []
    assert kinds(mine, readings=(Reading("r", "s", "s", 0, 5), Reading("q", "s", "s", 5, 90))) == ["missing"]


def test_codings_are_matched_by_what_they_say_whatever_ids_they_got() -> None:
    for ids in ("abc", "bca", "cab"):
        wide, near = coding(ids[0], "e", "u", 0, 40), coding(ids[1], "e", "k", 10, 22)
        theirs = coding(ids[2], "s", "h", 10, 20)
        for order in (["e", "s"], ["s", "e"]):
            found = disputes([wide, near, theirs], order, BOOK, reader([wide, theirs], ()))
            assert [sorted(c.code for c in d.codings) for d in found if d.kind == "code"] == [["h", "k"]]


def test_a_dispute_has_the_same_id_whoever_asks() -> None:
    pair = coding("1", "e", "u", 0, 10), coding("2", "s", "h", 0, 10)
    one = disputes(pair, ["e", "s"], BOOK, reader(pair, ()))
    other = disputes(pair, ["s", "e"], BOOK, reader(pair, ()))
    assert [d.id for d in one] == [d.id for d in other]


def test_nobody_keeps_it_is_a_decision_too() -> None:
    pair = coding("1", "e", "u", 0, 10), coding("2", "s", "h", 0, 10)
    (dispute,) = disputes(pair, ["e", "s"], BOOK, reader(pair, ()))
    heads = {"1": ["x"], "2": ["y"]}
    none = decide("r", dispute, "neither", revision="t", heads=heads)
    both = decide("r", dispute, "both", revision="t", heads=heads)
    assert [c.kind for c in none] == ["adjudication.add"]
    assert none[0].known == ("x", "y")
    assert [c.kind for c in both] == ["adjudication.add", "coding.add", "coding.add"]
    assert {c.layer for c in both} == {"consensus:r"}


def test_what_all_readers_coded_alike_is_agreed() -> None:
    pair = coding("1", "e", "u", 0, 10), coding("2", "s", "u", 0, 10)
    assert [len(group) for group in agreed(pair, ["e", "s"], reader(pair, ()))] == [2]
    third = (Reading("r", "s", "j"),)
    assert agreed(pair, ["e", "s", "j"], reader(pair, third)) == []
