from __future__ import annotations

from dataclasses import replace

from qualcode.core.guides import Guide, Question, QuestionBank, differences, guide_id, question_id

BANK = QuestionBank(
    (Guide(guide_id("a"), "a", "Guide A", "handläggare"), Guide(guide_id("b"), "b", "Guide B", "chef", position=1)),
    (
        Question(question_id("dag"), "dag", "Hur ser dagen ut?", "Arbetet", ("a", "b"), {"b": "Hur är enheten?"}),
        Question(question_id("till"), "till", "Något mer?", "", ("a",), position=1),
    ),
)


def test_a_question_has_the_wording_of_its_guide() -> None:
    day, more = BANK.questions
    assert [day.asked_in(g) for g in "abc"] == ["Hur ser dagen ut?", "Hur är enheten?", ""]
    assert more.asked_in("b") == ""
    assert [q.handle for q in BANK.asked("a")] == ["dag", "till"]
    assert BANK.topics() == ("Arbetet", "")


def test_what_is_new_changed_and_gone_is_told_and_nothing_else() -> None:
    assert list(differences(BANK, BANK)) == []
    assert [c.kind for c in differences(QuestionBank(), BANK)] == ["guide.add"] * 2 + ["question.add"] * 2
    changed = replace(BANK, questions=(replace(BANK.questions[0], text="Berätta om dagen."),))
    edit, gone = differences(BANK, changed)
    assert (edit.kind, dict(edit.body)) == ("question.edit", {"text": "Berätta om dagen."})
    assert (gone.kind, gone.object) == ("question.remove", question_id("till"))
