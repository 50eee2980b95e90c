from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.turns import split_turns
from qualcode.ingest.speakers import candidates, likely_labels

TALK = """I: Vad hände sen?

IP3: Jo alltså… (paus) jag ringde. [skratt]
Och ingen svarade.

I: Nähä?
IP3: Nej. kl. 10:30 ringde jag igen.
Obs: det stod i mallen.
"""


def labels(text):
    return likely_labels(candidates(text))


def bodies(text, chosen):
    return [(t.speaker, text[t.body : t.end]) for t in split_turns(text, chosen)]


def test_labels_are_counted_with_their_first_line_and_a_role():
    found = candidates(TALK)
    assert [(c.label, c.count, c.first_line, c.example_role) for c in found] == [
        ("I", 2, 1, "interviewer"),
        ("IP3", 2, 3, "respondent"),
    ]


def test_pseudonyms_and_full_words_are_labels():
    assert labels("Intervjuare: Hej.\nVera: Hej.\nIntervjuare: Jaha.\nVera: Mm.\n") == ("Intervjuare", "Vera")
    assert labels("**I:** Hej.\n\n**Tove:** Hej.\n\n**I:** Jaha.\n\n**Tove:** Mm.\n") == ("I", "Tove")
    assert labels("I : Hej.\nR : Hej.\nI : Så?\n") == ("I", "R")
    assert labels("[00:00:04] I: Hej.\n[00:00:09] R: Hej.\n[00:01:00] I: Så?\n") == ("I", "R")
    assert labels("Fråga: Hur då?\nSvar: Så.\nFråga: Jaha?\nSvar: Ja.\n") == ("Fråga", "Svar")


def test_prose_with_colons_has_no_speakers():
    for text in (
        "Obs: ring inte.\nVi kom kl. 10:30.\nhttp://exempel.se\nKl: 10\n",
        "Datum: 2025-02-04\nPlats: Berga\nDeltagare: Vera, Jonas\nDatum: i dag\n",
        "Fråga 1: bra\nFråga 2: dåligt\nFråga 7: vet inte\n",
        "Målet är tydligt: mer tid.\nResultatet var detta: inget.\n",
        "– Läkaren: Hej.\n– Rolf: Hej.\n– Läkaren: Jaha.\n",
    ):
        assert labels(text) == (), text


def test_a_turn_runs_until_the_next_label():
    assert bodies(TALK, ("I", "IP3")) == [
        ("I", "Vad hände sen?"),
        ("IP3", "Jo alltså… (paus) jag ringde. [skratt]\nOch ingen svarade."),
        ("I", "Nähä?"),
        ("IP3", "Nej. kl. 10:30 ringde jag igen.\nObs: det stod i mallen."),
    ]


def test_what_stands_before_the_first_label_has_no_speaker():
    text = "Intervju 3\n\nBerga, på plats\n\nI: Hej.\n"
    assert bodies(text, ("I",)) == [("", "Intervju 3"), ("", "Berga, på plats"), ("I", "Hej.")]


def test_a_heading_ends_a_turn():
    text = "I: Hej.\n\n## Del två\n\nVi tog paus.\n\nI: Så.\n"
    assert bodies(text, ("I",)) == [("I", "Hej."), ("", "## Del två"), ("", "Vi tog paus."), ("I", "Så.")]


def test_the_mark_up_of_a_label_is_not_part_of_the_talk():
    assert bodies("**Vera:** Jo.\n__I__: Ja?", ("Vera", "I")) == [("Vera", "Jo."), ("I", "Ja?")]


def test_an_empty_turn_is_a_turn():
    assert bodies("I:\nIP1: Ja.", ("I", "IP1")) == [("I", ""), ("IP1", "Ja.")]


def test_without_labels_paragraphs_are_the_stretches():
    assert [b for _s, b in bodies("Ett\nstycke.\n\n\nEtt till.\n", ())] == ["Ett\nstycke.", "Ett till."]
    assert [b for _s, b in bodies("En rad.\nEn till.\n", ())] == ["En rad.", "En till."]


def test_dash_turns_of_field_notes_are_paragraphs():
    text = "Hon ringer.\n\n– Läkaren: Ja?\n– Rolf: Hej.\n\nTyst."
    assert [b for _s, b in bodies(text, ())] == ["Hon ringer.", "– Läkaren: Ja?", "– Rolf: Hej.", "Tyst."]


@given(st.text(alphabet="IRab:. \n–#*[]1", max_size=80), st.sampled_from([(), ("I",), ("I", "R")]))
def test_turns_are_in_order_and_leave_out_only_blanks(text, chosen):
    at = 0
    for n, turn in enumerate(split_turns(text, chosen), start=1):
        assert turn.n == n
        assert at <= turn.start <= turn.body <= turn.end <= len(text)
        assert text[at : turn.start].strip() == ""
        at = turn.end
    assert text[at:].strip() == ""


def test_a_long_interview_is_split_quickly():
    text = "I: Hur då?\n\nIP1: " + "och så gick jag dit igen för att se " * 12 + "\n\n"
    text *= 60
    best = min(_seconds(lambda: split_turns(text, labels(text))) for _ in range(5))
    assert best < 0.02


def _seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start
