"""Codes, codings and condensations by commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("place", "quote"),
    [
        (("--quote", "säger, även   om"), "säger, även om"),
        (("--from", "Man måste", "--to", "våra regler"), None),
        (("--turn", "4"), "[skratt] Ja, i förra veckan … då var läkaren nästan en motaktör."),
        (("--lines", "8"), None),
        (("--at", "0:39"), "I: Vad kännetecknar en bra handläggare?"),
        (("--quote", "jag", "--turn", "2"), "jag"),
        (("--quote", "det", "--occurrence", "2"), "det"),
    ],
)
def test_a_passage_is_named_in_many_ways(study, data, place: tuple[str, ...], quote: str | None):
    study("coding", "add", "vera", "hora", *place)
    found = data("coding", "list")[0]
    assert found["start"] < found["end"]
    if quote is not None:
        assert " ".join(found["quote"].split()) == quote


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (("--quote", "finns inte här"), 1),
        (("--quote", "det"), 1),
        (("--quote", "det", "--occurrence", "99"), 1),
        (("--turn", "99"), 1),
        (("--lines", "90-99"), 1),
        (("--at", "5:99999"), 1),
        (("--at", "x"), 2),
        (("--lines", "9-3"), 2),
        (("--turn", "2", "--lines", "3"), 2),
        (("--from", "Man"), 2),
        (("--occurrence", "2"), 2),
        (("--absent", "--turn", "2"), 2),
    ],
)
def test_a_passage_that_is_not_there_or_unclear_is_refused(study, data, place: tuple[str, ...], code: int):
    study("coding", "add", "vera", "hora", *place, code=code)
    assert data("coding", "list") == []


def test_several_codes_are_set_at_once_and_are_one_step(study, data):
    result = study("coding", "add", "vera", "hora", "regler", "--turn", "2", "--memo", "Båda.")
    assert len(result.stdout.split()) == 2
    assert {c["code"] for c in data("coding", "list")} == {"hora", "regler"}
    assert [m["text"] for m in data("memo", "list")] == ["Båda."]
    study("undo")
    assert data("coding", "list") == data("memo", "list") == []
    study("redo")
    assert len(data("coding", "list")) == 2


def test_an_absence_is_coded_on_the_source_as_a_whole(study, data):
    study("coding", "add", "vera", "regler", "--whole", "--absent")
    found = data("coding", "list")[0]
    assert found["absent"] is True
    assert found["start"] is None
    assert found["line"] is None


def test_codings_are_resized_recoded_qualified_and_removed(study, data):
    study("codebook", "import", "narbyrakrati")
    identifier = study("coding", "add", "vera", "aktor", "--turn", "4", "--facet", "modality=is").stdout.strip()
    study("coding", "resize", identifier, "--quote", "nästan en motaktör")
    study("coding", "recode", identifier, "--to", "norm")
    study("coding", "facet", identifier, "--facet", "modality=ought", "--facet", "voice=self")
    study("coding", "facet", identifier, "--facet", "voice=")
    found = json.loads(study("coding", "show", identifier, "--json").stdout)
    assert (found["quote"], found["code"], found["facets"]) == ("nästan en motaktör", "norm", {"modality": "ought"})
    assert "ought" in study("coding", "facet", identifier, "--facet", "modality=nej", code=1).stderr
    study("coding", "remove", identifier)
    assert data("coding", "list") == []


def test_codings_are_listed_by_code_coder_and_subtree(study, data):
    study("coding", "add", "vera", "hora", "--turn", "2")
    study("--coder", "Sara", "coding", "add", "vera", "regler", "--turn", "4")
    assert [c["code"] for c in data("coding", "list", "--code", "norm")] == []
    assert len(data("coding", "list", "--code", "norm", "--subtree")) == 2
    assert [c["coder"] for c in data("coding", "list", "--by", "Sara")] == ["Sara"]
    study("coding", "list", "--subtree", code=2)


def test_nobody_changes_anothers_coding(study):
    identifier = study("coding", "add", "vera", "hora", "--turn", "2").stdout.strip()
    assert "Elin" in study("--coder", "Sara", "coding", "remove", identifier, code=1).stderr


def test_a_script_is_taken_over_once_and_is_its_coders(study, data, tmp_path: Path):
    (tmp_path / "sara.yaml").write_text(
        "coder: Sara\nsources:\n  vera:\n"
        "    - quote: följa våra regler\n      codes: [regler]\n      memo: Så är det.\n",
        "utf-8",
    )
    study("coding", "import", "sara.yaml", "--dry-run")
    assert data("coding", "list") == []
    study("coding", "import", "sara.yaml")
    study("coding", "import", "sara.yaml")
    assert [(c["coder"], c["code"]) for c in data("coding", "list")] == [("Sara", "regler")]
    (tmp_path / "fel.yaml").write_text(
        "coder: Sara\nsources:\n  vera:\n    - quote: ingenstans\n      codes: [regler]\n"
    )
    assert "fel.yaml:4" in study("coding", "import", "fel.yaml", code=1).stderr


def test_codes_move_merge_split_and_retire_with_their_codings(study, data):
    study("coding", "add", "vera", "hora", "--turn", "2")
    study("code", "move", "hora", "--under", "aktor")
    assert next(c for c in data("codebook", "list") if c["handle"] == "hora")["parent"] == "aktor"
    study("code", "move", "aktor", "--under", "hora", code=1)
    study("code", "move", "hora", "--before", "regler")
    assert [c["handle"] for c in data("codebook", "list")] == ["norm", "hora", "regler", "aktor"]
    study("code", "rename", "hora", "--handle", "lyhord", "--name", "Lyhörd")
    assert data("coding", "list", "--code", "hora")[0]["code"] == "lyhord"
    study("code", "merge", "lyhord", "regler")
    assert data("coding", "list")[0]["code"] == "regler"
    study("code", "merge", "regler", "regler", code=1)
    study("code", "retire", "aktor")
    assert next(c for c in data("codebook", "list") if c["handle"] == "aktor")["status"] == "retired"
    study("code", "retire", "aktor", "--back")
    study("code", "define", "aktor", "--definition", "Någon som gör något.", "--cue", "göra")
    assert json.loads(study("code", "show", "aktor", "--json").stdout)["cues"] == ["göra"]
    study("code", "remove", "aktor", code=1)
    study("code", "remove", "aktor", "--yes")
    study("code", "add", "regler", "--name", "Igen", code=1)


def test_a_codebook_is_read_in_once_checked_and_written_out(study, tmp_path: Path):
    study("codebook", "import", "narbyrakrati")
    assert "already" in study("codebook", "import", "narbyrakrati").stderr
    study("codebook", "export", "narbyrakrati", "-o", "ut.yaml")
    study("codebook", "check", "ut.yaml")
    (tmp_path / "trasig.yaml").write_text("codebook:\n  id: x\ncodes:\n  - idd: y\n")
    result = study("codebook", "check", "trasig.yaml", "--json", code=4)
    assert json.loads(result.stdout)[0]["line"] >= 1
    study("codebook", "import", "trasig.yaml", code=1)
    assert "narbyrakrati" in study("codebook", "import", "narbyrakratie", code=1).stderr


def test_findings_are_traced_back_to_the_line(study, data):
    study("finding", "add", "Glapp", "--claim", "Rollen är inte som den bör vara.")
    study("theme", "add", "Två normer", "--claim", "Två normer bärs samtidigt.", "--finding", "Glapp")
    identifier = study(
        "condense", "add", "vera", "--lines", "3-4", "--text", "Lyssnar.", "--code", "hora"
    ).stdout.strip()
    assert data("condense", "trace") == []
    study("condense", "edit", identifier, "--theme", "Två normer", "--text", "Lyssnar men är bunden.")
    (row,) = data("condense", "trace", "Glapp")
    assert (row["source"], row["line"], row["last_line"], row["condensed"]) == ("vera", 3, 4, "Lyssnar men är bunden.")
    study("theme", "edit", "Två normer", "--name", "Normer")
    study("finding", "edit", "Glapp", "--claim", "Annat.")
    study("theme", "remove", "Normer")
    assert data("condense", "list")[0]["theme"] is None
    study("condense", "remove", identifier)
    study("finding", "remove", "Glapp")
    assert data("finding", "list") == data("condense", "list") == []


def test_a_memo_about_a_quotation_names_it_by_its_number(study, data):
    study("quotation", "add", "vera", "--quote", "följa våra regler")
    (number,) = [q["number"] for q in data("quotation", "list")]
    study("memo", "add", "quotation", number, "--text", "Bär kapitlet.")
    (memo,) = data("memo", "list", "--about", "quotation")
    assert (memo["about_kind"], memo["about"], memo["text"]) == ("quotation", number, "Bär kapitlet.")


def test_memos_are_written_about_anything_from_anywhere(study, data):
    study("memo", "add", "project", "--text", "Börja med Vera.")
    study("memo", "add", "code", "hora", "--text", "-", stdin="Från ett rör.\n")
    study("memo", "add", "source", "vera", code=2)
    study("memo", "add", "case", "Vera", "--text", "  ", code=1)
    first, second = data("memo", "list")
    assert (first["about_kind"], second["about"], second["text"]) == ("project", "hora", "Från ett rör.")
    study("memo", "edit", second["id"], "--text", "Nytt.")
    study("memo", "remove", first["id"])
    assert [m["text"] for m in data("memo", "list")] == ["Nytt."]


def test_cases_keep_attributes(study, data):
    study("case", "add", "Rolf", "--attribute", "roll=försäkrad", "--attribute", "ålder=41", "--pronoun", "han")
    study("case", "edit", "Rolf", "--public", "R", "--attribute", "ålder=")
    found = json.loads(study("case", "show", "Rolf", "--json").stdout)
    assert (found["public"], found["attributes"]) == ("R", {"roll": "försäkrad"})
    study("case", "add", "Rolf", code=1)
    study("case", "remove", "Rolf")
    assert [c["name"] for c in data("case", "list")] == ["Vera"]


def test_coders_join(study, data):
    study("coder", "add", "Sara", "--role", "andra kodare")
    study("coder", "add", "sara", code=1)
    assert [(c["name"], c["you"]) for c in data("coder", "list")] == [("Elin", True), ("Sara", False)]


def test_a_codebook_whose_handle_stands_for_another_code_is_refused(study, data):
    study("code", "add", "lyssna", "--name", "Lyssna")
    before = data("codebook", "list")
    assert "lyssna" in study("codebook", "import", "narbyrakrati", code=1).stderr
    assert data("codebook", "list") == before
    study("code", "rename", "lyssna", "--handle", "lyssna-vi", "--no-alias")
    study("codebook", "import", "narbyrakrati")
    study("check")
