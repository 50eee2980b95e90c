"""Suggestions for a code: from cues and coded passages, with reasons, and a person's verdicts remembered."""

from __future__ import annotations

import pytest

from qualcode.core import codebook as books
from qualcode.core.codebook import Code, NearMiss
from qualcode.core.codings import add_coding
from qualcode.core.ids import new_id, short
from qualcode.core.sources import correct_source
from qualcode.core.texts import Edit
from qualcode.errors import NotFound
from qualcode.project import Project
from qualcode.search.suggesting import Suggestion, accept, precision, recall, reject, remember, suggest
from tests.conftest import put_source

TALK = """I: Vad gör du när det är svårt?

IP1: Jag försöker lyssna först. Man får vänta med reglerna.

I: Lyssnar alla?

IP1: Vi avbröt mötet och åkte hem.

IP1: Ingen lyssnar på mig i det systemet.

IP1: Det bröts en regel den dagen, tyvärr.

IP1: Kaffet är slut och skrivaren krånglar igen.

IP1: Hon ställde verkligen upp för sina kunder hela den hösten.
"""


@pytest.fixture
def material(project: Project) -> Project:
    """An interview and four codes: by one cue, by a cue with a near miss, by a phrase, and by definition only."""
    put_source(project, "intervju", TALK)
    project.apply(
        books.add_code(Code(new_id(), "lyssna", "lyssna", cues=("lyssna",))),
        books.add_code(
            Code(new_id(), "bryta", "bryta", cues=("bryta",), near_misses=(NearMiss("avbryta", "att sluta i förtid"),))
        ),
        books.add_code(Code(new_id(), "hjalpa", "hjälpa", cues=("ställa upp",))),
        books.add_code(Code(new_id(), "kontor", "kontoret", definition="Skrivare, kaffe och annat på kontoret.")),
    )
    return project


def words(project: Project, found: list[Suggestion]) -> list[str]:
    return [project.quote(s.source, s.start, s.end) for s in found]


def test_a_cue_finds_its_inflections_but_not_in_the_interviewer_s_turns(material: Project) -> None:
    found = suggest(material, material.code("lyssna"))
    assert sorted(words(material, found)) == [
        "Ingen lyssnar på mig i det systemet.",
        "Jag försöker lyssna först. Man får vänta med reglerna.",
    ]
    reasons = {(r.kind, r.word, r.found) for s in found for r in s.reasons}
    assert reasons == {("cue", "lyssna", "lyssna"), ("cue", "lyssna", "lyssnar")}
    assert {s.speaker for s in found} == {"IP1"}
    assert material.codings() == []


def test_a_negated_cue_is_marked(material: Project) -> None:
    marks = {s.negated for s in suggest(material, material.code("lyssna"))}
    assert marks == {"Ingen", ""}


def test_a_near_miss_is_no_cue(material: Project) -> None:
    assert words(material, suggest(material, material.code("bryta"))) == ["Det bröts en regel den dagen, tyvärr."]


def test_a_cue_of_several_words_is_found_with_words_between(material: Project) -> None:
    (found,) = suggest(material, material.code("hjalpa"))
    assert [r.found for r in found.reasons] == ["ställde verkligen upp"]


def test_a_code_without_cues_is_helped_by_its_definition(material: Project) -> None:
    found = suggest(material, material.code("kontor"))
    assert words(material, found)[0].startswith("Kaffet")
    assert found[0].reasons[0].kind == "text"


def test_coded_passages_find_their_like(material: Project) -> None:
    other = put_source(material, "annan", "Kaffet var slut och skrivaren trasig.\n\nEn helt annan sak.\n", ())
    code = material.code("lyssna")
    end = material.text(other).index(".") + 1
    material.apply(add_coding(other.id, code.id, revision=other.text, start=0, end=end))
    found = suggest(material, code)
    like = next(s for s in found if "Kaffet" in material.quote(s.source, s.start, s.end))
    assert like.reasons[-1].kind == "like"
    assert "skrivare" in like.reasons[-1].word
    assert all(s.source.handle != "annan" for s in found)


def test_an_accepted_suggestion_is_a_coding_with_its_origin(material: Project) -> None:
    code = material.code("lyssna")
    found = suggest(material, code)
    made = accept(material, found[:1], facets={"modality": "is"})
    (coding,) = material.codings(code=code)
    assert (coding.id, coding.origin, coding.facets) == (made[0], "suggestion", {"modality": "is"})
    assert (coding.start, coding.end) == (found[0].start, found[0].end)
    assert accept(material, found[:1]) == []
    assert [s.id for s in suggest(material, code)] == [found[1].id]
    (verdict,) = material.verdicts(code=code)
    assert (verdict.verdict, verdict.coding) == ("accepted", made[0])
    material.undo()
    assert material.codings(code=code) == []
    assert material.verdicts() == []


def test_a_rejected_suggestion_does_not_come_again_even_after_a_correction(material: Project) -> None:
    code = material.code("lyssna")
    found = suggest(material, code)
    reject(material, found[:1])
    left = [s.id for s in suggest(material, code)]
    assert left == [found[1].id]
    source = material.source("intervju")
    material.apply(correct_source(source, source.text, [Edit(0, 2, "Intervjuare:", "name", "")]))
    again = words(material, suggest(material, code))
    assert again == words(material, found[1:])
    material.undo()
    material.undo()
    assert len(suggest(material, code)) == 2


def test_each_person_rejects_for_themselves(material: Project) -> None:
    code = material.code("lyssna")
    reject(material, suggest(material, code))
    assert suggest(material, code) == []
    material.work_as("Sara")
    assert len(suggest(material, code)) == 2
    assert precision(material, code).share is None


def test_the_share_of_accepted_suggestions_is_told_per_code(material: Project) -> None:
    code = material.code("lyssna")
    assert precision(material, code).share is None
    found = suggest(material, code)
    accept(material, found[:1])
    reject(material, found[1:])
    told = precision(material, code)
    assert (told.accepted, told.rejected, told.share) == (1, 1, 0.5)


def test_a_changed_mind_counts_once(material: Project) -> None:
    code = material.code("lyssna")
    found = suggest(material, code)
    reject(material, found[:1])
    accept(material, found[:1])
    assert (precision(material, code).accepted, precision(material, code).rejected) == (1, 0)


def test_listed_suggestions_can_be_named_by_the_end_of_their_id(material: Project) -> None:
    found = suggest(material, material.code("lyssna"))
    remember(material, found)
    named = recall(material, short(found[0].id))
    assert (named.id, named.start, named.end) == (found[0].id, found[0].start, found[0].end)
    assert [(r.kind, r.word) for r in named.reasons] == [("cue", "lyssna")]
    with pytest.raises(NotFound):
        recall(material, "finnsinte")


def test_verdicts_survive_a_rebuild(material: Project) -> None:
    found = suggest(material, material.code("lyssna"))
    accept(material, found[:1])
    reject(material, found[1:])
    assert material.rebuild()
    assert len(material.verdicts()) == 2


def test_long_turns_are_suggested_in_pieces(project: Project) -> None:
    filler = " ".join(f"Mening nummer {n} handlar om ingenting alls." for n in range(30))
    put_source(project, "lang", f"IP1: {filler} Sedan lyssnade vi. {filler}\n", ("IP1",))
    project.apply(books.add_code(Code(new_id(), "lyssna", "lyssna", cues=("lyssna",))))
    (found,) = suggest(project, project.code("lyssna"))
    assert len(project.quote(found.source, found.start, found.end).split()) <= 70
    assert "lyssnade" in project.quote(found.source, found.start, found.end)


def test_talk_without_full_stops_is_suggested_in_pieces_too(project: Project) -> None:
    put_source(
        project, "lang", "IP1: " + "ord utan punkt " * 200 + "vi lyssnade " + "ord utan punkt " * 200 + "\n", ("IP1",)
    )
    project.apply(books.add_code(Code(new_id(), "lyssna", "lyssna", cues=("lyssna", "*"))))
    (found,) = suggest(project, project.code("lyssna"))
    words = project.quote(found.source, found.start, found.end)
    assert len(words.split()) == 70
    assert words == words.strip()


def test_neither_log_nor_desk_keep_words_of_the_text(material: Project) -> None:
    found = suggest(material, material.code("lyssna"))
    remember(material, found)
    reject(material, found)
    kept = material.db.execute("SELECT json FROM event UNION ALL SELECT json FROM desk").fetchall()
    assert not any("lyssnar" in (json or "") for (json,) in kept)
    assert {v.reasons for v in material.verdicts()} == {("cue:lyssna",)}
