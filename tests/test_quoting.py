"""Quotations in a project: they follow their source, keep their numbers, and go wherever the log goes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.authoring import quoting
from qualcode.authoring.quoting import Quoting
from qualcode.core import quotations as deeds
from qualcode.core.cases import Case, add_case
from qualcode.core.codings import add_coding
from qualcode.core.ids import new_id
from qualcode.core.people import add_person
from qualcode.core.quotations import Quotation
from qualcode.core.redactions import redact
from qualcode.core.sources import Source, Speaker, correct_source, name_speakers
from qualcode.core.texts import Edit
from qualcode.core.voices import Voice, VoiceSet, add_voices, put_voices
from qualcode.errors import Ambiguous, NotFound, QualcodeError, UsageProblem
from qualcode.project import Project
from qualcode.store import folding, redactions
from qualcode.teams import bundles, merging
from qualcode.teams.conflict_words import tell
from qualcode.teams.rounds import open_round
from tests.conftest import put_source


def source(project: Project) -> Source:
    return project.sources()[0]


def quote(project: Project, words: str) -> Quotation:
    text = project.text(source(project))
    start = text.index(words)
    (made,) = quoting.add(project, quoting.draft(project, source(project), start, start + len(words)))
    return project.quotation(made.id)


def printed(project: Project, quotation: Quotation) -> quoting.PrintedQuotation:
    return Quoting(project).printed(project.quotation(quotation.id))


@pytest.fixture
def colleague(study: Project, tmp_path: Path) -> Iterator[Project]:
    study.apply(add_person("Sara"))
    study.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(study.path, tmp_path / "sara.qualcode")
    with Project.open(tmp_path / "sara.qualcode", coder="Sara") as project:
        yield project


def exchange(one: Project, other: Project) -> None:
    first, second = bundles.pack(one)[0], bundles.pack(other)[0]
    merging.unite(one, [("b", second)])
    merging.unite(other, [("a", first)])


def test_numbers_run_by_speaker_and_are_not_given_again(study: Project) -> None:
    first = quote(study, "Lyhördhet, tycker jag absolut.")
    assert first.handle == "IP1:1"
    study.apply(deeds.remove_quotation(first))
    assert quote(study, "Man måste kunna lyssna").handle == "IP1:2"
    study.undo()
    assert quote(study, "Man måste kunna lyssna").handle == "IP1:3"
    assert quote(study, "Kan du ge ett exempel?").handle == "intervju-01:1"


def test_a_label_that_two_interviews_share_is_no_number(study: Project) -> None:
    put_source(study, "intervju-02")
    assert quote(study, "Lyhördhet, tycker jag absolut.").handle == "intervju-01:1"


def test_two_people_who_number_at_once_come_to_the_same_numbers(study: Project, colleague: Project) -> None:
    mine, theirs = quote(study, "Lyhördhet, tycker jag"), quote(colleague, "Man måste kunna lyssna")
    assert mine.handle == theirs.handle == "IP1:1"
    exchange(study, colleague)
    assert [q.handle for q in study.quotations()] == ["IP1:1", "IP1:1b"]
    assert folding.dump(study.db) == folding.dump(colleague.db)
    assert {q.id: q.handle for q in study.quotations()} == {q.id: q.handle for q in colleague.quotations()}
    assert not [c for c in study.conflicts() if c.open]
    assert quote(study, "följa våra regler").handle == "IP1:2"
    study.apply(deeds.remove_quotation(study.quotation("IP1:1")))
    assert study.quotation("IP1:1b").id == theirs.id


def test_voices_that_two_people_add_lie_side_by_side(study: Project, colleague: Project) -> None:
    first, second = quote(study, "Lyhördhet"), quote(study, "lyssna")
    made = VoiceSet(new_id(), "Om att lyssna")
    study.apply(add_voices(made))
    exchange(study, colleague)
    study.apply(put_voices(made.id, Voice(first.id, position=1)))
    colleague.apply(put_voices(made.id, Voice(second.id, "nuances", "Men:", 2)))
    exchange(study, colleague)
    assert [v.quotation for v in study.voice_set("Om att lyssna").voices] == [first.id, second.id]
    assert not [c for c in study.conflicts() if c.open]


def test_two_wordings_made_apart_are_one_conflict(study: Project, colleague: Project) -> None:
    made = quote(study, "Lyhördhet, tycker jag absolut.")
    exchange(study, colleague)
    for project, words in ((study, "absolut"), (colleague, "tycker")):
        wording = quoting.current(project, made)
        span = quoting.words_in(project, made, wording, words)
        project.apply(deeds.edit_quotation(made, wording=quoting.reworked(wording, "mask", span, "x")))
    exchange(study, colleague)
    (conflict,) = [c for c in study.conflicts() if c.open]
    assert (conflict.thing, conflict.field) == ("quotation", "wording")
    told = tell(study, conflict)
    assert "the wording" in told.headline.lower()
    assert {words for _who, _when, words in told.sides} == {
        "“Lyhördhet, tycker jag [x].”",
        "“Lyhördhet, [x] jag absolut.”",
    }


def test_a_quotation_follows_its_source_and_says_when_its_words_changed(study: Project) -> None:
    made = quote(study, "kunna lyssna och ta till sig")
    where = source(study)
    study.apply(correct_source(where, where.text, [Edit(0, 0, "Rubrik\n\n")]))
    assert (printed(study, made).text, printed(study, made).state) == ("kunna lyssna och ta till sig", "")
    where, text = source(study), study.text(source(study))
    at = text.index("lyssna")
    study.apply(correct_source(where, where.text, [Edit(at, at + 6, "höra")]))
    assert (printed(study, made).text, printed(study, made).state) == ("kunna höra och ta till sig", "changed")
    study.apply(deeds.edit_quotation(made, wording=quoting.current(study, made)))
    assert printed(study, made).state == ""
    where, text = source(study), study.text(source(study))
    at = text.index("kunna höra")
    study.apply(correct_source(where, where.text, [Edit(at - 2, at + 40, "")]))
    assert printed(study, made).state == "gone"
    with pytest.raises(QualcodeError, match="gone"):
        quoting.current(study, made)


def test_rewording_never_touches_the_source(study: Project) -> None:
    made = quote(study, "Man måste kunna lyssna och ta till sig det de säger")
    before = study.text(source(study))
    wording = quoting.current(study, made)
    wording = quoting.elided(wording, quoting.words_in(study, made, wording, "kunna lyssna och"))
    wording = quoting.reworked(wording, "clarify", quoting.words_in(study, made, wording, "de"), "[kunderna]")
    study.apply(deeds.edit_quotation(made, wording=wording))
    assert printed(study, made).text == "Man måste […] ta till sig det [kunderna] säger"
    assert study.text(source(study)) == before
    study.undo()
    assert printed(study, made).text == "Man måste kunna lyssna och ta till sig det de säger"
    with pytest.raises(NotFound, match="does not print"):
        quoting.words_in(study, made, wording, "lyssna")
    other = quote(study, "det de säger, även om\ndet")
    with pytest.raises(Ambiguous, match="2 times"):
        quoting.words_in(study, other, other.wording, "det")
    with pytest.raises(QualcodeError, match="nothing would be left"):
        quoting.elided(wording, (0, 10_000))
    with pytest.raises(QualcodeError, match="brackets"):
        quoting.reworked(wording, "mask", wording.spans[0], " [] ")


def test_a_clean_quotation_leaves_fillers_out(project: Project) -> None:
    put_source(project, "intervju-03", "IP3: Alltså, det är, liksom, svårt att, eh, hinna.\n", ("IP3",))
    made = quote(project, "Alltså, det är, liksom, svårt att, eh, hinna.")
    clean = quoting.cleaned(project, source(project), made.wording)
    project.apply(deeds.edit_quotation(made, wording=clean))
    assert printed(project, made).text == "Det är svårt att hinna."
    assert all(p.words for s in printed(project, made).said for p in s.pieces if p.kind == "cut")


def test_speakers_go_by_their_public_names_with_role_and_office(study: Project) -> None:
    case = Case(new_id(), "Vera Ek", "Vera", attributes={"roll": "handläggare", "kontor": "Norr"})
    study.apply(
        add_case(case), name_speakers(source(study).id, [Speaker("I", "interviewer"), Speaker("IP1", case=case.id)])
    )
    made = quote(study, "Lyhördhet, tycker jag absolut.")
    assert Quoting(study).attribution(printed(study, made)) == ("after", "(Vera, handläggare)")
    quoting.change_rules(study, {"attribution": "before", "before": "{name} på {office}:"})
    assert Quoting(study).attribution(printed(study, made)) == ("before", "Vera på Norr:")
    study.apply(deeds.edit_quotation(made, attribution="none"))
    assert Quoting(study).attribution(printed(study, made)) == ("none", "")
    with pytest.raises(UsageProblem, match="after"):
        quoting.change_rules(study, {"after": "({nam})"})
    assert study.quotation_rules().attribution == "before"


def test_a_dash_turn_in_a_field_note_names_its_speaker(project: Project) -> None:
    text = "Mötet börjar.\n\n– Karin: Vi hinner inte med fler i dag.\n\nHon går.\n"
    put_source(project, "falt-01", text, ("Karin",))
    made = quote(project, "Vi hinner inte med fler")
    assert printed(project, made).speaker.name == "Karin"
    assert printed(project, quote(project, "Hon går")).speaker.name == ""


def test_a_coding_is_quoted_with_its_code(study: Project) -> None:
    where, code = source(study), study.code("lyssna")
    start = study.text(where).index("Lyhördhet")
    study.apply(add_coding(where.id, code.id, revision=where.text, start=start, end=start + 9))
    draft = quoting.draft_from_coding(study, study.codings()[0])
    assert (draft.codes, draft.wording.spans) == ((code.id,), ((start, start + 9),))
    with pytest.raises(QualcodeError, match="nothing is said"):
        quoting.draft(study, where, 0, 2)


def test_blind_rounds_hide_what_others_quote(study: Project, colleague: Project) -> None:
    open_round(study, "r", study.sources(), study.persons())
    exchange(study, colleague)
    made = quote(study, "Lyhördhet, tycker jag absolut.")
    exchange(study, colleague)
    assert [q.id for q in study.quotations()] == [made.id]
    assert colleague.quotations() == []
    assert study.quotations()[0].id not in {a.id for a in colleague.log()}


def test_a_redaction_blanks_quotations_of_its_source(study: Project) -> None:
    made = quote(study, "Lyhördhet, tycker jag absolut.")
    wording = quoting.reworked(made.wording, "mask", made.wording.spans[0], "hemligheten")
    study.apply(deeds.edit_quotation(made, wording=wording, note="om Vera"))
    where = source(study)
    events, texts, originals = redactions.words_about(study.db, where.id)
    study.apply(redact(where.id, events=events, texts=texts, originals=originals))
    assert study.quotations() == []
    bodies = " ".join(r[0] or "" for r in study.db.execute("SELECT json FROM event"))
    assert "hemligheten" not in bodies
    assert "om Vera" not in bodies


def test_the_tables_are_those_of_the_log(study: Project) -> None:
    made = quote(study, "Lyhördhet, tycker jag absolut.")
    study.apply(add_voices(VoiceSet(new_id(), "Röster", "code", study.code("norm").id, "Så:", (Voice(made.id),))))
    quoting.change_rules(study, {"few": 0.1})
    assert study.rebuild()
    assert not study.faults()
    assert study.voice_set("röster").voices == (Voice(made.id),)
