"""Meaning units and themes without a place, by commands."""

from __future__ import annotations


def test_units_are_listed_and_their_borders_moved(study, data):
    before = data("unit", "list", "vera", "--turn", "2")
    assert [u["turn"] for u in before] == [2] * len(before)
    assert before[0]["unit"].startswith("Lyhördhet")
    study("unit", "border", "vera", "--quote", "även om det")
    after = data("unit", "list", "vera", "--turn", "2")
    assert [u["unit"] for u in after if u["unit"].startswith("även om det")]
    assert len(after) == len(before) + 1
    study("unit", "border", "vera", "--quote", "därför att", "--move")
    moved = data("unit", "list", "vera", "--turn", "2")
    assert [u["unit"] for u in moved if u["unit"].startswith("därför att")]
    study("undo")
    assert data("unit", "list", "vera", "--turn", "2") == after
    study("undo")
    assert data("unit", "list", "vera", "--turn", "2") == before


def test_a_border_outside_of_talk_is_refused(study, data):
    result = study("unit", "border", "vera", "--quote", "I: Vad", code=1)
    assert "inside a turn" in result.stderr


def test_themes_without_a_place_get_a_time_and_are_anchored(study, data):
    identifier = study("coding", "add", "vera", "hora", "--whole", "--time", "00:40").stdout.split()[0]
    study("coding", "add", "vera", "regler", "--whole", "--time", "00:12")
    study("coding", "add", "vera", "aktor", "--quote", "motaktör")
    listed = data("coding", "list", "--whole")
    assert [(c["code"], c["rough_time"]) for c in listed] == [("regler", "00:12"), ("hora", "00:40")]
    study("coding", "time", identifier, "00:05")
    assert [c["code"] for c in data("coding", "list", "--whole")] == ["hora", "regler"]
    study("coding", "resize", identifier, "--quote", "kunna lyssna")
    assert [c["code"] for c in data("coding", "list", "--whole")] == ["regler"]
    (anchored,) = [c for c in data("coding", "list") if c["code"] == "hora"]
    assert (anchored["quote"], anchored["rough_time"]) == ("kunna lyssna", "00:05")
