from __future__ import annotations

from qualcode.core.codebook import Code, Codebook
from qualcode.core.guides import Guide, Question, QuestionBank
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.report.convert import render
from qualcode.report.guides import GuidesReport, guides_report
from qualcode.report.model import MethodBox

BANK = QuestionBank(
    (
        Guide("1", "a", "Guide för handläggare", "handläggare", "Tack!", "Något mer?", 60),
        Guide("2", "b", "Guide för chefer", "chef"),
    ),
    (
        Question("3", "dag", "Hur ser dagen ut i Berga?", "Arbetet", ("a", "b"), {"b": "Hur är enheten?"}),
        Question("4", "ord", "Vad lägger du i ordet?", "Ordet", ("a", "b"), {}, ("Vem gör vad?",), ("norm",)),
        Question("5", "makt", "<b>Vem</b> bestämmer?", "Ordet", ("b",)),
    ),
)


def guides(**options) -> GuidesReport:
    book = Codebook((Code("n", "norm", "Norm", "Norm"),))
    return guides_report(BANK, book, language="en", method=MethodBox("2025-06-01", "p", 1), **options)


def test_each_guide_has_its_own_questions_wordings_and_numbers() -> None:
    officer, manager = guides().guides
    assert [(t.title, [(q.number, q.text) for q in t.questions]) for t in manager.topics] == [
        ("Arbetet", [(1, "Hur är enheten?")]),
        ("Ordet", [(2, "Vad lägger du i ordet?"), (3, "<b>Vem</b> bestämmer?")]),
    ]
    assert [q.number for t in officer.topics for q in t.questions] == [1, 2]


def test_differences_tell_number_and_wording_in_each_guide() -> None:
    report = guides()
    assert (report.questions, report.common) == (3, 1)
    assert [(d.numbers, d.wordings) for d in report.differences] == [
        ((1, 1), ("", "Hur är enheten?")),
        ((0, 3), ("", "")),
    ]
    assert guides(only=["a"]).differences == ()
    assert guides(differences=False).differences == ()


def test_guides_print_as_numbered_lists_with_codes_when_asked() -> None:
    page = render(guides(codes=True), "html").data.decode("utf-8")
    assert '<ol start="2">' in page
    assert "<em>(Norm)</em>" in page
    assert "<b>Vem" not in page
    assert "not asked" in page
    assert "Norm" not in render(guides(), "html").data.decode("utf-8")


def test_pseudonyms_reach_questions() -> None:
    report = guides(pseudonyms=Pseudonyms([("Berga", "kontoret")]))
    assert report.guides[0].topics[0].questions[0].text == "Hur ser dagen ut i kontoret?"
