"""Searching a project: lemmas, parts, filters, order, saved searches, coding by search."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.core import codebook as books
from qualcode.core.cases import Case, add_case
from qualcode.core.codebook import Code
from qualcode.core.codings import add_coding
from qualcode.core.ids import new_id
from qualcode.core.sources import Speaker, edit_source, name_speakers
from qualcode.core.suspended import suspended
from qualcode.errors import NotFound, QualcodeError, UsageProblem
from qualcode.project import Project
from qualcode.search.concordance import grouped, in_context, ordered
from qualcode.search.language_reading import LanguageReader, analysis_version, negator, reader, sentences
from qualcode.search.searching import (
    code_passages,
    condition,
    plan_coding,
    save_search,
    whole_expression,
    with_conditions,
)
from tests.conftest import put_source

VERA = """I: Hur går det på mötena?

IP1: På avstämningsmötet följer vi reglerna. Läkaren är inte med. Vi samordnade allt själva.

I: Och regelverket?

IP1: Regelverket är som det är. Arbetsgivare ser man som med- eller motaktörer. Jag tar inte hänsyn till det.
"""
NOTE = """Mötet börjar klockan nio. Rummet är kallt.

Läkaren samordnar. Ingen följer någon regel.
"""


@pytest.fixture
def material(project: Project) -> Project:
    """An interview with Vera of Berga, and a field note, with two codes."""
    case = Case(new_id(), "Vera", "V", attributes={"kontor": "Berga"})
    vera = put_source(project, "intervju", VERA)
    note = put_source(project, "note", NOTE, ())
    project.apply(
        add_case(case),
        name_speakers(vera.id, [Speaker("I", "interviewer"), Speaker("IP1", "respondent", case.id)]),
        edit_source(note.id, kind="fieldnote", date="2025-02-04", place="Slätten"),
        books.add_code(norm := Code(new_id(), "norm", "norm")),
        books.add_code(Code(new_id(), "regel", "följa regler", parent=norm.id, position=1)),
        books.add_code(Code(new_id(), "aktor", "aktör", position=2)),
    )
    return project


def found(project: Project, query: str, **more: object) -> list[str]:
    out = []
    for hit in project.search(query, **more):  # type: ignore[arg-type]
        text = hit.note or project.text(project.source(hit.source))
        out.append(" ".join(text[hit.start : hit.end].split()))
    return out


def code(project: Project, handle: str, source: str, words: str) -> None:
    where = project.source(source)
    at = project.text(where).index(words)
    project.apply(add_coding(where.id, project.code(handle).id, revision=where.text, start=at, end=at + len(words)))


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("lemma:samordna", ["samordnade", "samordnar"]),
        ("lemma:möte", ["mötena", "avstämningsmötet", "Mötet"]),
        ("del:möte", ["avstämningsmötet"]),
        ("del:möte/huvud", ["avstämningsmötet"]),
        ("del:avstämning/led", ["avstämningsmötet"]),
        ("del:möte/led", []),
        ("lemma:medaktör", ["med- eller motaktörer"]),
        ("lemma:motaktör", ["motaktörer"]),
        ("lemma:regel NÄRA/mening lemma:följa", ["följer vi reglerna", "följer någon regel"]),
        ("lemma:ta hänsyn", []),
        ("lemma:ta NÄRA/2 hänsyn", ["tar inte hänsyn"]),
        ("lemma:regel INTE lemma:följa", ["regelverket", "Regelverket"]),
        ("läkaren OCH lemma:samordna", ["Läkaren", "samordnade", "Läkaren", "samordnar"]),
        ("lemma:reglerna", ["reglerna", "regelverket", "Regelverket", "regel"]),
        ("lemma:finnsinte", []),
    ],
)
def test_a_lemma_finds_inflections_and_compounds(material: Project, query: str, hits: list[str]) -> None:
    assert found(material, query) == hits


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("lemma:regel talare:IP1", ["reglerna", "Regelverket"]),
        ("lemma:regel talare:I*", ["reglerna", "regelverket", "Regelverket"]),
        ("lemma:regel -talare:IP1", ["regelverket", "regel"]),
        ("lemma:regel roll:intervjuare", ["regelverket"]),
        ("lemma:regel slag:fältanteckning", ["regel"]),
        ("lemma:regel -slag:fältanteckning roll:respondent", ["reglerna", "Regelverket"]),
        ("läkaren källa:note", ["Läkaren"]),
        ("läkaren datum:2025-02*", ["Läkaren"]),
        ("läkaren plats:slätten", ["Läkaren"]),
        ("lemma:regel fall:Vera", ["reglerna", "Regelverket"]),
        ("lemma:regel fall:V", ["reglerna", "Regelverket"]),
        ("lemma:regel fall.kontor:Berga", ["reglerna", "Regelverket"]),
        ("exakt:ja läkaren", []),
        ("exakt:ja Läkaren slag:dokument", []),
        ("exakt:nej läkaren", ["Läkaren", "Läkaren"]),
    ],
)
def test_filters_ask_for_speaker_source_and_case(material: Project, query: str, hits: list[str]) -> None:
    assert found(material, query) == hits


def test_filters_ask_for_codes_and_coders(material: Project) -> None:
    code(material, "regel", "intervju", "följer vi reglerna")
    material.work_as("Sara")
    code(material, "aktor", "note", "Läkaren samordnar")
    assert found(material, "lemma:regel kod:regel") == ["reglerna"]
    assert found(material, "lemma:regel kod:norm") == ["reglerna"]
    assert found(material, "lemma:regel okodad") == ["regelverket", "Regelverket", "regel"]
    assert found(material, "lemma:regel -kod:regel slag:fältanteckning") == ["regel"]
    assert found(material, "läkaren kodare:Sara") == ["Läkaren"]
    assert found(material, "lemma:regel kod:regel kodare:Sara") == []
    assert found(material, "läkaren kod:*") == ["Läkaren"]
    assert found(material, "kod:aktor") == ["Läkaren samordnar. Ingen följer någon regel."]


def test_negation_is_asked_of_the_sentence(material: Project) -> None:
    assert found(material, "lemma:hänsyn negerad:ja") == ["hänsyn"]
    assert found(material, "lemma:samordna negerad:ja") == []
    assert found(material, "lemma:samordna negerad:nej") == ["samordnade", "samordnar"]


def test_a_hit_says_what_the_lemma_is_in_it(material: Project) -> None:
    roles = [hit.role for hit in material.search("lemma:möte | lemma:medaktör")]
    assert roles == ["inflection", "head", "suspended", "inflection"]


def test_plain_words_need_no_index(material: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Project, "index_words", lambda *_: pytest.fail("the index was made"))
    assert found(material, "regel*") == ["regelverket", "Regelverket", "regel"]
    assert found(material, "regel*", speaker="ip1") == ["Regelverket"]
    assert found(material, "medaktörer") == ["med- eller motaktörer"]
    assert found(material, "medaktör*") == []


def test_a_speaker_s_label_is_no_hit_for_a_lemma(material: Project) -> None:
    put_source(material, "labels", "Läkaren: Jag är läkare.\n", ("Läkaren",))
    assert found(material, "lemma:läkare källa:labels") == ["läkare"]
    assert found(material, "läkar* källa:labels") == ["Läkaren", "läkare"]


def test_words_in_footnotes_are_found(material: Project) -> None:
    note = material.source("note")
    material.apply(edit_source(note.id, apparatus=[{"mark": "1", "text": "Se vägledningen om möten.", "line": 9}]))
    hits = list(material.search("lemma:möte källa:note"))
    assert [(h.line, bool(h.note)) for h in hits] == [(1, False), (9, True)]
    assert found(material, "vägled*") == ["vägledningen"]
    assert found(material, "vägled* talare:IP1") == []


@pytest.mark.parametrize(
    ("query", "error", "told"),
    [
        ("a talre:IP1", UsageProblem, "talare"),
        ("a ELLER", UsageProblem, "position 3"),
        ("x talare:IP9", NotFound, "IP1"),
        ("x källa:interv", NotFound, "intervju"),
        ("x kod:regl", NotFound, "regel"),
        ("x fall.kontor:Berg", NotFound, "Berga"),
        ("x kodare:Elni", NotFound, "coder"),
    ],
)
def test_a_wrong_name_in_a_query_is_told(material: Project, query: str, error: type[QualcodeError], told: str) -> None:
    with pytest.raises(error) as caught:
        list(material.search(query))
    assert told in f"{caught.value.message} {caught.value.hint}"


def test_new_material_is_found_at_the_next_search(material: Project) -> None:
    assert found(material, "lemma:kommun") == []
    put_source(material, "ny", "Kommunens möten.\n", ())
    assert found(material, "lemma:kommun") == ["Kommunens"]


def test_a_project_opened_to_read_makes_its_index_all_the_same(material: Project) -> None:
    with Project.open(material.path, write=False) as other:
        assert found(other, "lemma:samordna") == ["samordnade", "samordnar"]
    assert not material.words_are_stale()


# Words in context


def test_lines_are_sorted_by_the_words_around_the_hit(project: Project) -> None:
    put_source(project, "a", "ö regel b\nä regel å\nz regel ä\n", ())
    hits = list(project.search("regel"))
    lines = list(in_context(project, hits, width=4))
    assert (lines[0].left, lines[0].words, lines[0].right) == ("ö ", "regel", " b\nä")
    by_left, by_right = (list(in_context(project, ordered(project, hits, s))) for s in ("left1", "right1"))
    assert [line.left[-2] for line in by_left] == ["z", "ä", "ö"]
    assert [line.right[1] for line in by_right] == ["b", "å", "ä"]
    assert ordered(project, hits, "source") == hits
    with pytest.raises(UsageProblem, match="no such order"):
        ordered(project, hits, "left9")


def test_a_line_says_what_negates_the_hit_and_which_codes_it_carries(study: Project) -> None:
    source = study.sources()[0]
    hits = list(study.search("blir"))
    start = hits[0].start
    code = study.code("hinder")
    study.apply(add_coding(source.id, code.id, revision=source.text, start=start - 9, end=start + 9))
    line = next(in_context(study, hits, marks=True))
    assert (line.negated, line.codes) == ("inte", (code.id,))


def test_hits_are_counted_by_source_speaker_and_case(study: Project) -> None:
    put_source(study, "b", "Vi lyssna lyssna.\n", ())
    hits = list(study.search("lyssna | kunden"))
    assert [(g.condition, g.n) for g in grouped(study, hits, "source")] == [("b", 2), ("intervju-01", 2)]
    assert [(g.name, g.n) for g in grouped(study, hits, "speaker")] == [("", 2), ("IP1", 2)]
    assert [(g.name, g.n) for g in grouped(study, hits, "case")] == [("", 4)]


def test_conditions_narrow_a_whole_query_down(study: Project) -> None:
    talker = condition("speaker", "IP1", "sv")
    assert with_conditions(study, "a | b", [talker]) == "(a | b) talare:IP1"
    assert with_conditions(study, "", [condition("kind", "transcript", "en")]) == "kind:transcript"
    assert condition("code", "lyssna", "en", excludes=True) == "-code:lyssna"
    assert condition("case", "Berga norra", "sv", attribute="kontor") == 'fall.kontor:"Berga norra"'


# Saved searches


def test_a_saved_search_is_kept_under_its_name_and_replaced(material: Project) -> None:
    save_search(material, "Möten", "lemma:möte")
    kept = save_search(material, "möten", "del:möte")
    assert [(q.name, q.expression) for q in material.queries()] == [("Möten", "del:möte")]
    assert material.saved_query("MÖTEN") == kept
    material.undo()
    assert material.saved_query("Möten").expression == "lemma:möte"
    with pytest.raises(UsageProblem):
        save_search(material, "fel", "a ELLER")
    with pytest.raises(NotFound):
        material.saved_query("Mten")


def test_options_become_part_of_the_search(material: Project) -> None:
    vera = [material.source("intervju")]
    assert whole_expression(material, "a | b", speaker="IP 1", exact=True) == '(a | b) talare:"IP 1" exakt:ja'
    assert whole_expression(material, "norm", sources=vera, kind="transcript") == "norm källa:intervju slag:transcript"
    whole = whole_expression(material, "regel|läkar", regex=True, sources=vera)
    assert found(material, whole) == found(material, "regel|läkar", regex=True, sources=vera)
    assert found(material, whole_expression(material, "a/b", regex=True)) == []


def test_sources_are_new_since_a_search_was_saved(material: Project) -> None:
    kept = save_search(material, "Möten", "lemma:möte")
    assert material.sources_since(kept.id) == []
    new = put_source(material, "ny", "Ett möte till.\n", ())
    assert [s.id for s in material.sources_since(kept.id)] == [new.id]


# Coding by search


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ("hit", ["regelverket", "Regelverket"]),
        ("sentence", ["Och regelverket?", "Regelverket är som det är."]),
        ("turn", ["Och regelverket?", VERA.strip().split("IP1: ")[2]]),
        ("paragraph", ["Och regelverket?", VERA.strip().split("IP1: ")[2]]),
    ],
)
def test_a_search_codes_as_much_as_is_asked_for(material: Project, scope: str, words: list[str]) -> None:
    target = material.code("regel")
    plan = plan_coding(material, target, "lemma:regelverk", scope=scope)
    assert [material.quote(p.source, p.start, p.end) for p in plan.passages] == words
    before = material.revision()
    made, action = code_passages(material, plan)
    assert len(made) == len(words)
    codings = material.codings(code=target)
    assert {c.id for c in codings} == set(made)
    assert {c.origin for c in codings} == {"search:lemma:regelverk"}
    again = plan_coding(material, target, "lemma:regelverk", scope=scope)
    assert again.new == ()
    assert code_passages(material, again) == ([], None)
    taken_back = material.undo()
    assert taken_back is not None
    assert taken_back.id == action
    assert material.codings(code=target) == []
    assert material.revision() > before


def test_two_hits_of_one_sentence_are_coded_once(material: Project) -> None:
    plan = plan_coding(material, material.code("regel"), "lemma:följa | lemma:regel", scope="sentence")
    words = [material.quote(p.source, p.start, p.end) for p in plan.passages]
    assert words.count("På avstämningsmötet följer vi reglerna.") == 1
    assert plan.passages[0].speaker == "IP1"
    assert plan.passages[0].line == 3


def test_another_coder_s_coding_does_not_stand_in_the_way(material: Project) -> None:
    code_passages(material, plan_coding(material, material.code("regel"), "lemma:regelverk"))
    material.work_as("Sara")
    assert len(plan_coding(material, material.code("regel"), "lemma:regelverk").new) == 2


def test_an_unknown_extent_is_refused(material: Project) -> None:
    with pytest.raises(UsageProblem, match="no such extent"):
        plan_coding(material, material.code("regel"), "a", scope="page")


# What a language is asked


class Plain:
    """A lexicon that only knows lemmas and splits."""

    version = "9"

    def __contains__(self, form: object) -> bool:
        return form in ("möte", "avstämning", "medaktörer", "samordna", "samordnade")

    def lemma(self, form: str) -> str:
        return {"möten": "möte", "samordnade": "samordna"}.get(form, form)

    def split(self, form: str) -> tuple[str, ...] | None:
        return ("avstämnings", "möten") if form == "avstämningsmöten" else None


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[LanguageReader]:
    """A reader of a language that has nothing but a plain lexicon."""
    monkeypatch.setattr("qualcode.search.language_reading.lexicon", lambda _language, _own: Plain())
    reader.cache_clear()
    yield LanguageReader("xx")
    reader.cache_clear()


def test_a_plain_lexicon_gives_parts_by_its_splits(plain: LanguageReader) -> None:
    assert set(plain.readings("avstämningsmöten")) == {
        ("avstämningsmöten", "inflection"),
        ("avstämningsmöte", "inflection"),
        ("möte", "head"),
        ("avstämning", "first"),
    }
    assert plain.is_verb("samordnade")
    assert not plain.is_verb("möte")


def test_a_language_without_rules_of_its_own_gets_plain_ones(plain: LanguageReader) -> None:
    assert [("En rad. En till!")[a:b] for a, b in sentences("En rad. En till!", "xx")] == ["En rad.", "En till!"]
    assert sentences("  \n", "xx") == []
    assert negator("I do not care at all", (9, 13), "xx") == ""
    (compound,) = suspended("med- eller motaktörer")
    assert list(plain.completions(compound)) == ["medaktörer"]


def test_english_negation_is_marked() -> None:
    assert negator("I do not care at all", (9, 13), "en") == "not"
    assert negator("I do not know, but I care", (21, 25), "en") == ""
    assert negator("", (0, 0), "sv") == ""


def test_the_version_of_the_analysis_changes_with_the_rules(tmp_path: Path) -> None:
    assert analysis_version() == analysis_version()
    assert len(analysis_version().split("/")) == 5


def test_a_sentence_that_goes_on_for_pages_is_read_around_the_word_only() -> None:
    long = "ja och så var det så " * 5000
    text = f"{long}han lyssnar inte på mig {long}"
    at = text.index("lyssnar")
    assert negator(text, (at, at + 7), "sv") == "inte"


def test_very_many_suspended_compounds_are_found_in_no_time(project: Project) -> None:
    put_source(project, "lang", "med- eller motaktörer och " * 5000 + "\n", ())
    project.index_words()
    start = time.process_time()
    assert sum(1 for _ in project.search("lemma:medaktör")) == 5000
    assert time.process_time() - start < 3
