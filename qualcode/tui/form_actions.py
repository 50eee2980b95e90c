"""The keys of the screen on which forms are answered."""

from __future__ import annotations

from qualcode.tui.action import N_, Action

FORMS: tuple[Action, ...] = (
    Action("forms.open", "enter", "open", N_("answer"), N_("Answer the question: choose, or write."), footer=True),
    *(
        Action(
            f"forms.choose-{n}",
            str(n),
            f"pick({n})",
            N_("choose"),
            N_("Choose this value of the question; of several, once more takes it away."),
            palette=False,
        )
        for n in range(1, 10)
    ),
    Action("forms.unasked", "q", "state('not-asked')", N_("not asked"), N_("It was never asked."), footer=True),
    Action("forms.unreadable", "r", "state('unreadable')", N_("cannot be read"), N_("The file does not tell.")),
    Action("forms.silent", "o", "state('no-answer')", N_("no answer"), N_("It was asked and left unanswered.")),
    Action("forms.strange", "z", "state('not-applicable')", N_("not applicable"), N_("It does not fit the case.")),
    Action("forms.lost", "l", "state('loss')", N_("loss"), N_("The answer was there and was lost.")),
    Action("forms.note", "e", "note", N_("note"), N_("Write a note to the answer."), footer=True),
    Action("forms.next", "n", "next_unanswered", N_("next unanswered"), N_("Go to what has no answer."), footer=True),
    Action("forms.right", "right,full_stop", "case(1)", N_("next case"), N_("Go to the next case."), footer=True),
    Action("forms.left", "left,comma", "case(-1)", N_("case before"), N_("Go to the case before.")),
    Action("forms.case", "c", "choose_case", N_("case"), N_("Choose a case.")),
    Action("forms.form", "f", "choose_form", N_("form"), N_("Choose a form.")),
    Action("forms.import", "i", "import_form", N_("import"), N_("Take over a form from a YAML file."), footer=True),
    Action("forms.agreement", "a", "agreement", N_("agreement"), N_("Tell how far coders agree, item by item.")),
)
