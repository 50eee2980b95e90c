"""How far coders agree on the items of a form, reckoned in a thread and shown in a box."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from qualcode.answering import answer_figures
from qualcode.core.agreement.figures import Figure
from qualcode.core.agreement.requests import Request
from qualcode.core.forms import Form
from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.teams.figure_words import reason_text
from qualcode.tui.alongside import alongside
from qualcode.tui.figures import coefficient, number
from qualcode.tui.screens.dialogs import Choose, ShowText
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.fields import Choice

_MEASURES = ("alpha", "percent")


def ask_form(place: Place, then: Callable[[Form], None]) -> None:
    """Ask for a form where there are several; say so where there is none."""
    forms = {form.id: form for form in place.project.forms()}
    if not forms:
        place.refuse(_("there is no form; i in the screen of forms takes one over from a file"))
    elif len(forms) == 1:
        then(*forms.values())
    else:
        offered = [Choice(form.id, form.title or form.handle) for form in forms.values()]
        place.app.push_screen(Choose(_("Which form?"), offered), lambda chosen: then(forms[chosen]) if chosen else None)


def show_form_agreement(place: Place, form: Form) -> None:
    """Reckon how far coders agree on each item, and show it."""
    app = place.qualcode

    def run() -> None:
        try:
            with alongside(place.project) as project:
                found = answer_figures(project, form, request=Request(_MEASURES))
        except QualcodeError as error:
            app.call_from_thread(app.tell, error)
            return
        app.call_from_thread(_show, place, form, found)

    app.run_worker(run, thread=True, exclusive=True, group="form agreement")


def _show(place: Place, form: Form, found: list[Figure]) -> None:
    lines: list[Content] = []
    questions = {item.handle: item.question for item in form.items}
    for handle in dict.fromkeys(figure.part for figure in found):
        its = [figure for figure in found if figure.part == handle]
        lines.append(Content.assemble((handle, "bold"), f"  {questions.get(handle, '')}"))
        cases = ngettext("{n} case", "{n} cases", its[0].n_units).format(n=number(its[0].n_units))
        told = [f"{_sign(f)} {_value(f)}" for f in its]
        lines += [Content("  " + "   ".join([*told, cases])), Content("")]
    title = _("Agreement on {form}").format(form=form.title or form.handle)
    place.app.push_screen(ShowText(title, Content("\n").join(lines)))


def _sign(figure: Figure) -> str:
    if figure.measure == "set_alpha":
        return f"set α ({figure.distance})"
    return "p_o" if figure.measure == "percent" else "α"


def _value(figure: Figure) -> str:
    if figure.value is None:
        return f"– ({reason_text(figure.reason)})" if figure.reason else "–"
    return coefficient(figure.value)
