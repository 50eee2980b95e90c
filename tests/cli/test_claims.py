from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from qualcode.cli.root import cli
from qualcode.demo import make_example


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "exempel.qualcode"
    make_example(path).close()
    return path


@pytest.fixture
def own(example: Path, tmp_path: Path) -> Path:
    path = tmp_path / "egen.qualcode"
    path.write_bytes(example.read_bytes())
    return path


def call(path: Path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(cli, ["-p", str(path), "--coder", "Elin", *words])
    assert result.exit_code == code, result.output
    return result.stdout


def test_the_examples_claims_hold(example: Path) -> None:
    claims = json.loads(call(example, "claim", "list", "--json"))
    assert len(claims) == 7
    assert not any(c["flagged"] for c in claims)
    assert [(c["n"], c["of"]) for c in claims][:2] == [(8, 8), (6, 8)]
    assert call(example, "claim", "flags") == ""


def test_a_claim_that_does_not_hold_is_flagged_and_ends_the_check_with_4(own: Path) -> None:
    call(own, "claim", "edit", "4", "--quantifier", "alla")
    assert "✗ 7 of 8 is fewer than “all” says" in call(own, "claim", "flags", code=4)
    (claim,) = json.loads(call(own, "claim", "list", "--flagged", "--json"))
    assert (claim["problem"], claim.get("word", "all")) == ("few", "all")
    page = call(own, "report", "claims", "--to", "html", "--lang", "en")
    assert "✗ 7 of 8" in page
    assert "✗ 7 of 8" in call(own, "report", "findings", "--to", "html", "--lang", "en")


def test_a_claim_is_added_shown_checked_moved_and_removed(own: Path) -> None:
    call(
        own,
        *("claim", "add", "De flesta handläggare talar om pinnar.", "--quantifier", "de flesta", "--code", "pinnjakt"),
        *("--asked", "roll=handläggare", "--in", "transcript", "--facet", "modality=is,was"),
    )
    shown = json.loads(call(own, "claim", "show", "8", "--json"))
    assert shown["asked"] == "persons, roll: handläggare, in transcripts"
    assert shown["of"] == 4
    call(own, "claim", "check", "8")
    call(own, "claim", "edit", "8", "--facet", "modality=ought")
    after = json.loads(call(own, "claim", "show", "8", "--json"))
    assert after["status"] == "checked"
    assert (after["n"] != shown["n"]) == bool(after["moves"])
    call(own, "claim", "remove", "8")
    assert len(json.loads(call(own, "claim", "list", "--json"))) == 7


@pytest.mark.parametrize(
    "words",
    [
        ("claim", "add", "x", "--facet", "modality=never"),
        ("claim", "add", "x", "--asked", "skostorlek=42"),
        ("claim", "add", "x", "--quantifier", "oändligt många"),
        ("claim", "add", "x", "--code", "finnsinte"),
        ("claim", "show", "99"),
        ("evidence", "add", "1", "intervju-01-vera", "--quote", "står inte här"),
        ("evidence", "remove", "ffffffff"),
    ],
)
def test_what_is_not_known_is_refused_and_nothing_is_written(own: Path, words: tuple[str, ...]) -> None:
    before = call(own, "log", "--json")
    call(own, *words, code=1)
    assert call(own, "log", "--json") == before


def test_evidence_is_added_taken_changed_and_listed(own: Path) -> None:
    identifier = call(
        own, "evidence", "add", "2", "intervju-02-jonas", "--turn", "4", "--role", "contrasts", "--note", "om förr"
    ).strip()
    coding = json.loads(call(own, "coding", "list", "--source", "intervju-02-jonas", "--json"))[0]["id"]
    call(own, "evidence", "take", "2", "--coding", coding)
    rows = json.loads(call(own, "evidence", "list", "2", "--json"))
    assert {r["role"] for r in rows} == {"contrasts", "supports"}
    assert {r["about_kind"] for r in rows} == {"", "coding"}
    call(own, "evidence", "edit", identifier, "--role", "contradicts")
    assert len(json.loads(call(own, "evidence", "list", "2", "--role", "contradicts", "--json"))) == 1
    call(own, "evidence", "remove", identifier)
    assert len(json.loads(call(own, "evidence", "list", "2", "--json"))) == 1


def test_the_range_of_a_word_is_set_and_given_back(own: Path) -> None:
    call(own, "quantifier", "set", "nästan alla", "--from", "95")
    call(own, "claim", "flags", code=4)
    rows = {r["handle"]: r for r in json.loads(call(own, "quantifier", "list", "--json"))}
    assert rows["almost-all"]["from_percent"] == 95
    assert rows["almost-all"]["own"] is True
    call(own, "quantifier", "reset", "almost-all")
    call(own, "claim", "flags")
    call(own, "quantifier", "set", "hälften", "--from", "45", "--to", "55")
    assert json.loads(call(own, "quantifier", "list", "--json"))[-1]["word_sv"] == "hälften"
    call(own, "quantifier", "set", "hälften", "--from", "60", code=2)
    call(own, "quantifier", "reset", "hälften")
    call(own, "quantifier", "reset", "hälften", code=1)


def test_claims_written_out_read_back_as_they_were(own: Path, tmp_path: Path) -> None:
    script = call(own, "claim", "export")
    path = tmp_path / "pastaenden.yaml"
    path.write_text(script, "utf-8")
    keys = ("sentence", "quantifier", "n", "of", "status", "finding")
    before = [{k: c[k] for k in keys} for c in json.loads(call(own, "claim", "list", "--json"))]
    call(own, "claim", "remove", *(str(n) for n in range(1, 8)))
    call(own, "coding", "import", str(path))
    after = [{k: c[k] for k in keys} for c in json.loads(call(own, "claim", "list", "--json"))]
    assert after == before
    assert len(json.loads(call(own, "evidence", "list", "--json"))) == 6


def test_tables_are_written_as_rows(example: Path) -> None:
    rows = json.loads(call(example, "table", "by", "roll", "--depth", "0", "--smallest", "0", "--json"))
    norm = next(r for r in rows if r["code"] == "yrkesnorm")
    assert norm["handläggare"] == 4
    assert norm["voices"] == 8
    assert "other groups" in call(example, "table", "by", "roll", "--depth", "0")
    for words in (["sources"], ["persons"], ["facet", "modality"], ["together", "--depth", "0"]):
        assert json.loads(call(example, "table", *words, "--json"))
    call(example, "table", "by", "skostorlek", code=2)


@pytest.mark.parametrize("name", ["codes", "heat", "together", "axis", "timeline", "progress", "agreement"])
def test_every_picture_is_drawn(example: Path, tmp_path: Path, name: str) -> None:
    assert call(example, "picture", name, "--lang", "sv").startswith("<svg")
    target = tmp_path / f"{name}.png"
    call(example, "picture", name, "--lang", "sv", "-o", str(target))
    assert target.read_bytes().startswith(b"\x89PNG")


def test_pictures_of_what_is_not_there_are_refused(example: Path) -> None:
    call(example, "picture", "axis", "--axis", "månen", code=1)
    call(example, "picture", "timeline", "--series", "månen", code=1)
    call(example, "picture", "codes", "--by", "månen", code=2)
    assert "lemma:samordna" in call(example, "picture", "timeline", "--query", "lemma:samordna")
