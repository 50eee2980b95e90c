"""Manuscripts held against the sources of a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.authoring import quoting
from qualcode.authoring.quote_checking import QuoteCheck, check_manuscript, project_ledger
from qualcode.authoring.quote_reporting import print_quote_check
from qualcode.core import quotations as deeds
from qualcode.core.cases import Case, add_case
from qualcode.core.codebook import define_code
from qualcode.core.ids import new_id
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.core.sources import Speaker, name_speakers
from qualcode.errors import SourceRejected
from qualcode.project import Project
from tests.conftest import TALK, put_source

OTHER = "I: Hur gör du?\n\nIP2: Jag ringer Annas chef först av alla och väntar sedan på svar till fredag.\n"


@pytest.fixture
def talks(study: Project) -> Project:
    """Two interviews, whose speakers are Vera and Jonas."""
    second = put_source(study, "intervju-02", OTHER, ("I", "IP2"))
    for source, label, name, role in (
        (study.sources()[0], "IP1", "Vera", "handläggare"),
        (second, "IP2", "Jonas", "enhetschef"),
    ):
        case = Case(new_id(), name, attributes={"roll": role})
        speakers = [Speaker("I", "interviewer"), Speaker(label, case=case.id)]
        study.apply(add_case(case), name_speakers(source.id, speakers))
    return study


def test_an_invented_example_of_the_codebook_is_known_as_one(talks: Project) -> None:
    examples = {"example": "Jag lyssnar alltid färdigt innan jag säger något", "when_not": "Inte när de bara ”väntar”."}
    talks.apply(define_code(talks.code("lyssna").id, **examples))
    assert verdicts(talks, "”Jag lyssnar alltid färdigt innan jag säger något.”") == ["codebook"]
    assert not check(talks, "”Jag lyssnar alltid färdigt innan jag säger något”").wrong
    assert verdicts(talks, "”lyssnar alltid färdigt innan jag säger”") == ["codebook"]
    assert verdicts(talks, "”Jag lyssnar aldrig färdigt på någon av dem”") == ["missing"]
    # What somebody said stays a quotation, also when the codebook takes it for its example.
    talks.apply(define_code(talks.code("regler").id, example="Man måste kunna lyssna och ta till sig det de säger"))
    assert verdicts(talks, "”Man måste kunna lyssna och ta till sig det de säger”") == ["verbatim"]


def check(project: Project, text: str, *, public: Pseudonyms | None = None) -> QuoteCheck:
    path = project.path.parent / "rapport.md"
    path.write_text(text, "utf-8")
    done = check_manuscript(project, path, public=public)
    assert done is not None
    return done


def verdicts(project: Project, text: str, *, public: Pseudonyms | None = None) -> list[str]:
    return [c.verdict for c in check(project, text, public=public).checked]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("”Man måste kunna lyssna och ta till sig det de säger”", "verbatim"),
        ("”Man måste kunna lyssna […] även om det kanske inte blir som kunden vill”", "edited"),
        ("”Man måste alltid kunna lyssna och ta till sig det de säger”", "altered"),
        ("”Staten borde göra om allting från grunden nu”", "missing"),
        ("”kunna lyssna”", "short"),
        ("Jonas säger: ”Man måste kunna lyssna och ta till sig det de säger”", "speaker"),
        ("”Man måste kunna lyssna och ta till sig det de säger” (Jonas, enhetschef)", "speaker"),
        ("”Man måste kunna lyssna och ta till sig det de säger” (Vera, enhetschef)", "speaker"),
        ("”Man måste kunna lyssna och ta till sig det de säger” (enhetschef)", "speaker"),
        ("”Man måste kunna lyssna och ta till sig det de säger” (Vera, handläggare)", "verbatim"),
        ("> Man måste kunna lyssna och ta till sig det de säger (Vera)", "verbatim"),
        ("– Vera: Man måste kunna lyssna och ta till sig det de säger", "verbatim"),
        ("Jonas är chef. Man hör ofta ”Man måste kunna lyssna och ta till sig det de säger”", "verbatim"),
    ],
)
def test_each_quotation_is_classed(talks: Project, text: str, verdict: str) -> None:
    assert verdicts(talks, text) == [verdict]


def test_places_speakers_and_lines_are_told(talks: Project) -> None:
    done = check(talks, "# Kapitel\n\nEtt stycke.\n\n”Jag ringer Annas chef först av alla och väntar” är vanligt.\n")
    (one,) = done.checked
    assert (one.paragraph.line, one.source, one.line, one.speaker) == (5, "intervju-02", 3, "Jonas")
    assert [(r.name, r.quotations, r.words) for r in done.ledger.people] == [("Jonas", 1, 9)]
    assert [p.name for p in done.ledger.unquoted] == ["Vera"]


def test_cited_numbers_are_looked_up(talks: Project) -> None:
    source = talks.sources()[0]
    for words in ("Man måste kunna lyssna och ta till sig", "Ja, i förra veckan … då var läkaren"):
        start = TALK.index(words)
        quoting.add(talks, quoting.draft(talks, source, start, start + len(words)))
    words = "”Man måste kunna lyssna och ta till sig”"
    assert verdicts(talks, f"{words} (IP1:1).") == ["verbatim"]
    (wrong,) = check(talks, f"{words} (IP1:2).").checked
    assert (wrong.verdict, wrong.number, wrong.named) == ("number", "IP1:1", "IP1:2")
    assert verdicts(talks, f"{words} (IP1:7), klockan 9:30.") == ["verbatim", "missing"]
    talks.apply(deeds.remove_quotation(talks.quotation("IP1:2")))
    assert verdicts(talks, "Jämför IP1:2.") == ["missing"]


def test_a_quotation_of_the_project_is_sound_however_much_it_masks(talks: Project) -> None:
    source = talks.sources()[0]
    start, end = TALK.index("Man måste"), TALK.index("våra regler.") + len("våra regler.")
    (made,) = quoting.add(talks, quoting.draft(talks, source, start, end))
    wording = quoting.current(talks, made)
    inner = (TALK.index("kunna lyssna"), TALK.index(", därför att"))
    talks.apply(deeds.edit_quotation(made, wording=quoting.reworked(wording, "mask", inner, "vara till lags")))
    (one,) = check(talks, "”Man måste [vara till lags], därför att vi måste följa våra regler.”").checked
    assert (one.verdict, one.number) == ("edited", "IP1:1")


def test_pseudonyms_stand_for_names_of_the_source(talks: Project) -> None:
    public = Pseudonyms([("Anna", "Siv")])
    text = "”Jag ringer Sivs chef först av alla och väntar sedan”"
    assert verdicts(talks, text, public=public) == ["verbatim"]
    assert verdicts(talks, text) == ["altered"]
    (one,) = check(talks, "”Jag ringer Evas chef först av alla och väntar sedan”", public=public).checked
    assert [(d.source, d.printed) for d in one.differences] == [("Sivs", "evas")]


def test_a_check_can_be_stopped_and_tells_how_far_it_is(talks: Project) -> None:
    path = talks.path.parent / "rapport.md"
    path.write_text("”Man måste kunna lyssna och ta till sig det de säger”", "utf-8")
    told: list[tuple[int, int]] = []
    assert check_manuscript(talks, path, cancelled=lambda: True) is None
    assert check_manuscript(talks, path, progress=lambda done, total: told.append((done, total))) is not None
    assert told[-1] == (3, 3)
    with pytest.raises(SourceRejected, match="cannot be read"):
        check_manuscript(talks, Path("rapport.pages"))


def test_the_check_is_a_report(talks: Project) -> None:
    text = "”Man måste alltid kunna lyssna och ta till sig det de säger”\n\n”Jag ringer Annas chef först av alla”"
    done = check(talks, text)
    page = print_quote_check(talks, done, to="html", language="en", public=Pseudonyms([("Anna", "Siv")])).data.decode()
    assert "not in the source: “alltid”" in page
    assert "line 1" in page
    assert 'lang="en-GB"' in page
    assert "1 of 2 people" not in page


def test_the_ledger_of_the_project_counts_who_can_be_quoted(talks: Project) -> None:
    source = talks.sources()[0]
    quoting.add(talks, quoting.draft(talks, source, TALK.index("Lyhördhet"), TALK.index(" Man måste")))
    told = project_ledger(talks)
    assert (told.quotations, told.words, told.sample) == (1, 4, 2)
    assert [(r.name, r.role, r.quotations) for r in told.people] == [("Vera", "handläggare", 1)]
