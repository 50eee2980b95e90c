"""Coding scripts: their form, the words they name, and the changes they make."""

from __future__ import annotations

import textwrap

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.codebook import Code, Codebook, Facet, FacetValue, code_id
from qualcode.core.quotations import wording_from
from qualcode.core.scenes import scene_from_fields
from qualcode.core.sources import Turn
from qualcode.core.texts import text_hash
from qualcode.errors import QualcodeError
from qualcode.exchange.coding_script import SCHEMA, Name, Passage, check_script, read_script
from qualcode.exchange.passages import PassageLost, SearchedText, SourceText
from qualcode.exchange.script_resolution import resolution, resolve
from qualcode.exchange.shapes import load_schema

TEXT = "I: Hur gör du?\n\nIP1: Jag ringer. Jag\nringer jättemycket.\n\nI: Och sen?\n\nIP1: Då ringer jag igen.\n"
TURNS = (Turn(1, "I", 0, 3, 14), Turn(2, "IP1", 16, 21, 52), Turn(3, "I", 54, 57, 65), Turn(4, "IP1", 67, 72, 91))
TEXTS = {"vera": SourceText("kalla-1", TEXT, text_hash(TEXT), TURNS), "bo": SourceText("kalla-2", "Var du här?", "h2")}
BOOK = Codebook(
    codes=tuple(Code(code_id("b", h), h, h, aliases=("höra",) if h == "lyssna" else ()) for h in ("lyssna", "driv")),
    facets=(Facet("f", "modality", "modus", "", (FacetValue("is", "är"), FacetValue("ought", "bör"))),),
)
LYSSNA, DRIV = code_id("b", "lyssna"), code_id("b", "driv")


@pytest.fixture
def write(tmp_path):
    def run(text: str, name: str = "elin.yaml"):
        path = tmp_path / name
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return path

    return run


@pytest.fixture
def problems(write):
    def run(text: str):
        path = write(text)
        found = check_script(path)
        return found or resolution(read_script(path), TEXTS, BOOK)[1]

    return run


def entry(line: str) -> str:
    return f"coder: Elin\nsources:\n  vera:\n    - {line}\n"


FULL = """
    coder: Elin
    sources:
      vera:
        - quote: "ringer   jag igen"
          codes: [lyssna, driv]
          facets: {modality: is}
          memo: Hon skrattar.
          condensed: Ringer tills det svarar.
          theme: envis
        - turn: 2
          codes: [höra]
        - whole: true
          absent: true
          codes: [driv]
        - from: Jag ringer.
          to: jättemycket.
          condensed: Ringer mycket.
          linked: [driv]
    themes:
      envis: {name: Envishet, claim: Hon ger sig inte., finding: glapp}
    findings:
      glapp: {name: Glappet, claim: Det syns inte.}
    scenes:
      - title: Vågen
        kind: excerpt
        event: Mötet om Bo
        cast:
          - {name: Håkan, role: arbetsgivare, pronoun: han, presence: phone, case: Håkan}
        blocks:
          - type: dash_turn
            speaker: Håkan
            fidelity: verbatim
            segments: [{source: bo, quote: "Var du här?"}]
          - {type: closing_beat, text: Det blir tyst.}
        points: [{text: Han vet inte., code: driv}]
        codes: [lyssna]
        masking: [{printed: Håkan, kind: name, reason: påhittat}]
        ended: true
"""


def test_a_script_makes_findings_themes_codings_memos_condensations_and_scenes(write):
    script = read_script(write(FULL))
    changes = resolve(script, TEXTS, BOOK, cases={"Mötet om Bo": "fall-1", "Håkan": "fall-2"})
    assert [c.kind for c in changes] == (
        ["finding.add", "theme.add"] + ["coding.add"] * 4 + ["memo.add"] + ["condensation.add"] * 2 + ["scene.add"]
    )
    finding, theme, first, second, turn, absent, memo, *condensed, scene = changes
    assert theme.body["finding"] == finding.object
    assert TEXT[first.body["start"] : first.body["end"]] == "ringer jag igen"
    assert (first.body["code"], second.body["code"], turn.body["code"]) == (LYSSNA, DRIV, LYSSNA)
    assert first.body["facet:modality"] == "is"
    assert first.body["revision"] == text_hash(TEXT)
    assert (turn.body["start"], turn.body["end"]) == (21, 52)
    assert absent.body["absent"] == 1
    assert "start" not in absent.body
    assert (memo.body["about_kind"], memo.body["about"]) == ("coding", first.object)
    assert [c.body["codes"] for c in condensed] == [[LYSSNA, DRIV], [DRIV]]
    assert condensed[0].body["theme"] == theme.object
    made = scene_from_fields(scene.object, scene.body)
    assert made.blocks[0].text == "Var du här?"
    assert (made.event, made.cast[0].case, made.points[0].code) == ("fall-1", "fall-2", DRIV)
    assert (made.kind, made.ended, made.masking[0].reason) == ("excerpt", True, "påhittat")


def test_a_script_read_twice_makes_the_same_things(write):
    cases = {"Mötet om Bo": "fall-1", "Håkan": "fall-2"}
    once = resolve(read_script(write(FULL)), TEXTS, BOOK, cases=cases)
    twice = resolve(read_script(write(FULL)), TEXTS, BOOK, cases=cases)
    assert once == twice
    assert len({c.object for c in once}) == len(once)


def test_the_identity_of_a_coding_does_not_hang_on_its_place_in_the_text(write):
    script = read_script(write(entry("{quote: Då ringer jag igen., codes: [lyssna]}")))
    longer = "Ny rad.\n" + TEXT
    moved = {"vera": SourceText("kalla-1", longer, text_hash(longer))}
    before, after = resolve(script, TEXTS, BOOK)[0], resolve(script, moved, BOOK)[0]
    assert before.object == after.object
    assert after.body["start"] == before.body["start"] + 8


def test_two_coders_make_two_codings(write):
    text = entry("{turn: 2, codes: [lyssna]}")
    elin = resolve(read_script(write(text)), TEXTS, BOOK)[0]
    sara = resolve(read_script(write(text.replace("Elin", "Sara"))), TEXTS, BOOK)[0]
    assert elin.object != sara.object


def test_a_memo_without_a_code_is_about_the_source(write):
    (memo,) = resolve(read_script(write(entry("{turn: 2, memo: Tyst.}"))), TEXTS, BOOK)
    assert (memo.body["about_kind"], memo.body["about"]) == ("source", "kalla-1")


def test_a_theme_may_be_defined_in_another_script(write):
    one = read_script(write(entry("{turn: 2, condensed: Ringer., theme: envis}")))
    two = read_script(write("coder: Sara\nthemes: {envis: {name: E, claim: C}}\n", "sara.yaml"))
    (condensed,) = resolve(one, TEXTS, BOOK, others=[two])
    (theme,) = resolve(two, TEXTS, BOOK)
    assert condensed.body["theme"] == theme.object
    with pytest.raises(QualcodeError, match="no theme “envis”"):
        resolve(one, TEXTS, BOOK)


@pytest.mark.parametrize(
    ("line", "says", "mend"),
    [
        ("{quote: Jag ringer, codes: [lyssna]}", "stand 2 times", "occurrence: 1"),
        ("{quote: Jag ringer, occurrence: 3, codes: [lyssna]}", "only 2 times", "Lower"),
        (
            "{quote: Då ringer jag aldrig igen, codes: [lyssna]}",
            "not in the source",
            "first 3 words are found; look at “aldrig”",
        ),
        ("{from: Då ringer, to: jättemycket., codes: [lyssna]}", "not in the source", "Copy the words"),
        ("{turn: 9, codes: [lyssna]}", "no turn 9", "Check"),
        ("{turn: 2, codes: [lysna]}", "no code “lysna”", "“lyssna”"),
        ("{turn: 2, codes: [lyssna, höra]}", "stands twice", "Take one"),
        ("{turn: 2, codes: [lyssna], facets: {mode: is}}", "no facet “mode”", "modality"),
        ("{turn: 2, codes: [lyssna], facets: {modality: var}}", "no value “var”", "is, ought"),
        ("{turn: 2, codes: [lyssna], fasets: {}}", "fasets", "facets"),
        ("{turn: 2}", "says nothing", "codes"),
        ("{codes: [lyssna]}", "in one way", "quote"),
        ("{quote: x, from: y, to: z, codes: [lyssna]}", "in one way", "quote"),
        ("{whole: true, turn: 2, codes: [lyssna]}", "in one way", "quote"),
        ("{from: Jag, codes: [lyssna]}", "belong together", "last words"),
        ("{turn: 2, absent: true, codes: [lyssna]}", "whole source", "whole: true"),
        ("{whole: true, condensed: x}", "needs a passage", "quote"),
        ("{turn: 2, codes: [lyssna], theme: x}", "needs a condensed", "condensed"),
    ],
)
def test_a_fault_in_an_entry_is_named_with_line_and_mend(problems, line, says, mend):
    found = [p for p in problems(entry(line)) if says in p.message]
    assert found, [str(p) for p in problems(entry(line))]
    assert found[0].line == 4
    assert mend in found[0].mend


def test_an_unknown_source_comes_with_the_nearest(problems):
    (problem,) = problems("coder: Elin\nsources:\n  verra:\n    - {turn: 1, codes: [lyssna]}\n")
    assert (problem.line, problem.mend) == (3, "Did you mean “vera”?")


def test_a_block_without_text_must_be_verbatim_with_one_segment(problems):
    (problem,) = problems("coder: E\nscenes:\n  - title: T\n    blocks:\n      - {type: action}\n")
    assert (problem.line, "no text" in problem.message) == (5, True)


def test_messages_repeat_no_more_than_a_few_words(problems):
    (problem,) = problems(entry("{quote: ett två tre fyra fem sex sju, codes: [lyssna]}"))
    assert "fyra …" in problem.message
    assert "fem" not in problem.message + problem.mend


def test_all_problems_are_gathered_and_the_first_is_raised(write):
    path = write(entry("{turn: 9, codes: [x, y]}"))
    script = read_script(path)
    assert len(resolution(script, TEXTS, BOOK)[1]) == 3
    with pytest.raises(QualcodeError, match="2 more problems"):
        resolve(script, TEXTS, BOOK)


def test_words_that_cut_no_word_go_before_those_that_do():
    text = SearchedText(SourceText("s", "Jaga inte. Ja, jag ja", "h"))
    assert text.find(Passage(Name("s", 1, 1), 1, 1, quote="Ja")) == (11, 13)
    assert text.find(Passage(Name("s", 1, 1), 1, 1, quote="Jag")) == (0, 3)


def test_a_turn_narrows_where_to_look():
    text = SearchedText(TEXTS["vera"])
    passage = Passage(Name("vera", 1, 1), 1, 1, quote="ringer", turn=4)
    start, end = text.find(passage)
    assert (start, end) == (TEXT.rindex("ringer"), TEXT.rindex("ringer") + 6)


@given(
    st.lists(st.sampled_from(["ja", "nej", "liksom", "…"]), min_size=1, max_size=12),
    st.lists(st.sampled_from([" ", "\n", "  ", "\t", "\u00a0", "\n\n"]), min_size=12, max_size=12),
    st.data(),
)
def test_a_quote_is_found_whatever_the_blanks(words, blanks, data):
    text = "".join(w + b for w, b in zip(words, blanks, strict=False))
    low = data.draw(st.integers(0, len(words) - 1))
    high = data.draw(st.integers(low + 1, len(words)))
    quote = " ".join(words[low:high])
    searched = SearchedText(SourceText("s", text, "h"))
    hits = searched.hits(quote, 0, len(text))
    assert any(text[:start].split() == words[:low] for start, _ in hits)
    assert all(text[start:end].split() == words[low:high] for start, end in hits)


def test_a_quote_of_nothing_is_lost():
    with pytest.raises(PassageLost):
        SearchedText(TEXTS["vera"]).find(Passage(Name("vera", 1, 1), 1, 1, quote=" \n"))


def test_the_schema_takes_the_full_script():
    schema = load_schema(SCHEMA)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(yaml.safe_load(FULL))


QUOTED = """
    coder: Elin
    themes:
      envis: {name: Envishet, claim: Hon ger sig inte.}
    quotations:
      "IP1:4":
        source: vera
        parts: [{quote: Jag ringer.}, {from: ringer jättemycket, to: jättemycket.}]
        mask: {jättemycket: ofta}
        theme: envis
        codes: [driv]
        speaker: Vera
    voices:
      envisa: {name: De envisa, code: lyssna, voices: [{quotation: "IP1:4", mark: nuances, lead_in: "Så:"}]}
    """


def test_quotations_and_voices_are_made_from_their_words(write):
    changes = resolve(read_script(write(QUOTED)), TEXTS, BOOK, cases={"Vera": "case-1"})
    quotation, voices = changes[-2:]
    wording = wording_from(quotation.body["wording"])
    assert [TEXT[a:b] for a, b in wording.spans] == ["Jag ringer.", "ringer jättemycket."]
    assert [(r.kind, TEXT[r.start : r.end], r.printed) for r in wording.reworks] == [("mask", "jättemycket", "ofta")]
    assert (quotation.body["prefix"], quotation.body["number"], quotation.body["speaker"]) == ("IP1", 4, "case-1")
    assert (voices.body["about_kind"], voices.body["about"]) == ("code", LYSSNA)
    assert voices.body[f"voice:{quotation.object}"] == [1, "nuances", "Så:"]
    again = resolve(read_script(write(QUOTED)), TEXTS, BOOK, cases={"Vera": "case-1"})
    assert [c.object for c in again] == [c.object for c in changes]
    jsonschema.Draft202012Validator(load_schema(SCHEMA)).validate(yaml.safe_load(QUOTED))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"IP1:4":', '"IP1":', "no number"),
        ("quote: Jag ringer.", "quote: Jag skriver.", "not in"),
        ("jättemycket: ofta", "aldrig: ofta", "0 times"),
        ("theme: envis", "theme: lat", "no theme"),
        (
            "[{quote: Jag ringer.}, {from: ringer jättemycket, to: jättemycket.}]",
            "[{quote: igen.}, {turn: 2}]",
            "follow",
        ),
        ("quote: Jag ringer.", "quote: Jag ringer., from: Jag", "one way"),
    ],
)
def test_a_quotation_that_cannot_be_is_told(write, old, new, message):
    text = QUOTED.replace(old, new)
    assert text != QUOTED
    path = write(text)
    found = check_script(path) or resolution(read_script(path), TEXTS, BOOK, cases={"Vera": "c"})[1]
    assert any(message in str(problem) for problem in found), [str(p) for p in found]


@pytest.mark.parametrize(
    "text", ["", "coder: 3\n", "sources: {}\n", "coder: E\nsources: []\n", "coder: E\nsources:\n  a:\n"]
)
def test_a_script_of_the_wrong_form_is_refused(write, text):
    path = write(text)
    assert check_script(path)
    with pytest.raises(QualcodeError):
        read_script(path)
