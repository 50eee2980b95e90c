"""Reading codebook files, and the problems that are named with line and mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.core.codebook import code_id
from qualcode.errors import BadCodebook
from qualcode.exchange.codebook_yaml import check_codebook, read_codebook

HEAD = "codebook:\n  id: prov\n  title: {sv: Prov}\n"  # lines 1–3
CODE = "  - id: {id}\n    name: {{sv: Namn}}\n    definition: Text.\n"


@pytest.fixture
def check(tmp_path):
    def run(text: str | bytes):
        path = tmp_path / "prov.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return check_codebook(path)

    return run


@pytest.fixture
def read(tmp_path):
    def run(text: str):
        path = tmp_path / "prov.yaml"
        path.write_text(text, encoding="utf-8")
        return read_codebook(path)

    return run


def only(problems):
    assert len(problems) == 1, [str(p) for p in problems]
    return problems[0]


def test_a_code_gets_the_same_id_at_every_office(read):
    book = read(HEAD + "codes:\n" + CODE.format(id="lyssna"))
    assert book.by_handle["lyssna"].id == code_id("prov", "lyssna")


def test_codes_come_in_tree_order_whatever_the_order_of_the_file(read):
    text = HEAD + "codes:\n" + CODE.format(id="barn") + "    parent: mor\n" + CODE.format(id="mor")
    assert [c.handle for c in read(text).codes] == ["mor", "barn"]


def test_a_uid_keeps_the_identity_of_a_renamed_code(read):
    uid = "1k813up1mlhsg7ditl4i"
    book = read(HEAD + "codes:\n" + CODE.format(id="nytt") + f"    uid: {uid}\n")
    assert book.by_handle["nytt"].id == uid


def test_reading_a_broken_file_names_the_first_problem_and_how_many_there_are(read):
    with pytest.raises(BadCodebook) as caught:
        read(HEAD + "codes:\n" + CODE.format(id="a") + "    colour: röd\n    kind: pool\n")
    assert "prov.yaml:8:13" in caught.value.message
    assert "1 more problem" in caught.value.message
    assert "#0072b2" in caught.value.hint


@pytest.mark.parametrize(
    ("extra", "line", "says", "mend"),
    [
        ("    defintion: Text.\n", 8, "defintion", "definition"),
        ("    kind: pool\n", 8, "pool", "pole"),
        ("    status: aktiv\n", 8, "aktiv", "active"),
        ("    colour: röd\n", 8, "röd", "#0072b2"),
        ("    voiced_by: other\n", 8, "other", "others"),
        ("    short: 12\n", 8, "a text", '"12"'),
        ("    short:\n", 8, "a text", "take the line away"),
        ("    cues: lyssna\n", 8, "a list", "[lyssna]"),
        ("    ideal_type: ja\n", 8, "true or false", "true or false"),
        ("    parent: bb\n", 8, "does not exist", "Add a code"),
        ("    parent: a\n", 8, "loop", "parent"),
        ("    cues: [höra]\n    near_misses:\n      - {word: Höra, why: x}\n", 10, "both a cue", "Keep one"),
        ("    cues: [höra]\n    not_forms: [tillhöra, Höra]\n", 9, "both a cue", "Take it away"),
        ("    near_misses:\n      - {why: x}\n", 9, "word", "word"),
        ("    near_misses: [höra]\n", 8, "keys with values", "key: value"),
        ("    name: {sv: Igen}\n", 8, "already on line 6", "Take one"),
        ("    uid: nej\n", 8, "wrong form", "codebook-format"),
    ],
)
def test_a_fault_in_a_code_is_named_with_line_and_mend(check, extra, line, says, mend):
    problem = only(check(HEAD + "codes:\n" + CODE.format(id="a") + extra))
    assert problem.line == line
    assert says in problem.message
    assert mend in problem.mend
    assert problem.severity == "error"


def test_a_missing_name_is_named(check):
    problem = only(check(HEAD + "codes:\n  - id: a\n    definition: x\n"))
    assert (problem.line, problem.column) == (5, 5)
    assert "name" in problem.message


def test_a_bad_handle_comes_with_one_that_fits(check):
    problem = only(check(HEAD + "codes:\n" + CODE.format(id='"Rörelse till"')))
    assert "rorelse-till" in problem.mend


def test_a_handle_that_stands_twice_names_both_lines(check):
    problem = only(check(HEAD + "codes:\n" + CODE.format(id="a") + CODE.format(id="a")))
    assert problem.line == 8
    assert "line 5" in problem.message


def test_a_loop_of_parents_is_told_once(check):
    codes = "".join(CODE.format(id=c) + f"    parent: {p}\n" for c, p in ("ab", "bc", "ca"))
    assert "c › b › a › c" in only(check(HEAD + "codes:\n" + codes)).message


def test_a_mistyped_parent_comes_with_the_nearest(check):
    codes = CODE.format(id="lyssna") + CODE.format(id="barn") + "    parent: lysna\n"
    assert "“lyssna”" in only(check(HEAD + "codes:\n" + codes)).mend


AXIS = """axes:
  - id: norm
    name: {{sv: Norm}}
    poles: {poles}
    pairs:
      - {{left: {left}, right: {right}}}
"""
TREE = "codes:\n" + "".join(
    CODE.format(id=c) + (f"    parent: {p}\n" if p else "") for c, p in (("v", ""), ("h", ""), ("v1", "v"), ("h1", "h"))
)


def axis(poles="[v, h]", left="v1", right="h1"):
    return HEAD + AXIS.format(poles=poles, left=left, right=right) + TREE


def test_a_sound_axis_has_no_problems(check):
    assert check(axis()) == []


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (axis(poles="[v, x]"), 7, "pole “x”"),
        (axis(poles="[v]"), 7, "1 members"),
        (axis(poles="[v, h, v1]"), 7, "3 members"),
        (axis(left="x"), 9, "item “x”"),
        (axis(left="h1", right="v1"), 9, "under its pole “v”"),
    ],
)
def test_a_fault_in_an_axis_is_named(check, text, line, says):
    found = [p for p in check(text) if says in p.message]
    assert found, [str(p) for p in check(text)]
    assert found[0].line == line


def test_both_poles_may_not_be_one_code(check):
    assert any("same code" in p.message for p in check(axis(poles="[v, v]", right="v1")))


def test_doubles_in_a_facet_are_named(check):
    facets = (
        "facets:\n  - id: f\n    name: {sv: F}\n    values:\n"
        "      - {id: a, name: {sv: A}, key: a}\n      - {id: a, name: {sv: B}, key: b}\n"
        "      - {id: c, name: {sv: C}, key: b}\n"
    )
    problems = check(HEAD + facets + "codes: []\n")
    assert [(p.line, "value" in p.message) for p in problems] == [(9, True), (10, False)]


def test_a_facet_key_must_be_one_letter(check):
    facets = "facets:\n  - id: f\n    name: {sv: F}\n    values:\n      - {id: a, name: {sv: A}, key: ab}\n"
    assert "one letter" in only(check(HEAD + facets + "codes: []\n")).mend


def test_an_alias_may_not_be_another_code(check):
    codes = CODE.format(id="a") + CODE.format(id="b") + "    aliases: [a]\n"
    assert "already means “a”" in only(check(HEAD + "codes:\n" + codes)).message


def test_an_active_code_without_definition_is_only_a_warning(check, read):
    text = HEAD + "codes:\n  - id: a\n    name: {sv: A}\n"
    assert only(check(text)).severity == "warning"
    assert read(text).codes[0].definition == ""


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (b"", 1, "empty"),
        (b"# bara en kommentar\n", 1, "empty"),
        ("codebook:\n  id: å\n".encode("latin-1"), 2, "UTF-8"),
        (b"codebook:\n\tid: x\n", 2, "tab"),
        (b"codebook: a: b\n", 1, "colon"),
        (b"codebook: [a\n", 2, "breaks off"),
        (b'codebook: "a\n', 2, "no end"),
        (b"codes: @x\n", 1, "uses itself"),
        (b"codes:\x07\n", 1, "does not allow"),
        (b"a: &a [1]\nb: *a\n", 1, "aliases"),
        (b"a: !!python/object:os.system x\n", 1, "tags"),
        (b"[" * 100, 1, "too deep"),
        (b"a: 1\n---\nb: 2\n", 2, "more than one"),
        (b"? [a]\n: b\n", 1, "A key must be a word"),
        (b"bara text\n", 1, "keys with values"),
    ],
)
def test_a_file_that_is_no_codebook_gives_one_line(check, data, line, says):
    problem = next((p for p in check(data) if says in p.message), None)
    assert problem is not None, [str(p) for p in check(data)]
    assert problem.line == line
    assert problem.mend


def test_a_file_that_is_not_there_is_a_problem_too(tmp_path):
    assert "cannot be read" in only(check_codebook(tmp_path / "x.yaml")).message
    assert "cannot be read" in only(check_codebook(tmp_path)).message


def test_a_byte_order_mark_does_no_harm(check):
    assert check(b"\xef\xbb\xbf" + (HEAD + "codes: []\n").encode()) == []


def test_problems_come_in_the_order_of_the_lines(check):
    codes = CODE.format(id="a") + "    parent: x\n" + CODE.format(id="b") + "    kind: pool\n"
    assert [p.line for p in check("fel: 1\n" + HEAD + "codes:\n" + codes)] == [1, 9, 13]


def test_problems_have_paths_as_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("bok.yaml").write_text("")
    assert str(check_codebook(Path("bok.yaml"))[0]).startswith("bok.yaml:1:1: ")
