"""Forms and answers in a project: reading them in, answering, counting, and comparing coders' answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.core import forms
from qualcode.core.agreement.asking import figures
from qualcode.core.agreement.distances import LEVELS
from qualcode.core.agreement.figures import Figure
from qualcode.core.agreement.judgements import Judgements, as_number, judged_units
from qualcode.core.agreement.requests import Request
from qualcode.core.cases import Case
from qualcode.core.events import Change
from qualcode.core.forms import STATES, Answer, Form, Item
from qualcode.core.people import Person
from qualcode.errors import NotFound, QualcodeError, UsageProblem
from qualcode.exchange.judgement_tables import bad_row, shown
from qualcode.i18n import _
from qualcode.material import Material
from qualcode.project import Project

if TYPE_CHECKING:
    from qualcode.exchange.form_files import Row


@dataclass(frozen=True, slots=True)
class Tally:
    """How one coder's answers to an item fall: cases by value, and by state; ``cases`` is how many there are in all."""

    item: Item
    coder: str
    cases: int
    values: dict[str, int]
    states: dict[str, int]


def take_form(project: Project, path: Path) -> tuple[Form, int]:
    """Take over a form from a YAML file as one action; return it and the number of changes made.

    A form of the same handle is brought up to date.  Raises QualcodeError for a
    file that is none, or one that would take away an item with answers.
    """
    from qualcode.exchange.form_files import read_form

    new = read_form(path)
    old = next((f for f in project.forms() if f.handle == new.handle), None)
    changes = forms.add_form(new) if old is None else forms.form_differences(old, new)
    gone = {c.object for c in changes if c.kind == "item.remove"}
    answered = next((a.item for a in project.answers() if a.item in gone), None)
    if answered is not None and old is not None:
        handle = next(i.handle for i in old.items if i.id == answered)
        raise QualcodeError(
            _("the item {name} has answers and is not in the file").format(name=handle),
            _("put it back in the file, or give the new form a handle of its own"),
        )
    if changes:
        project.apply(*changes)
    return project.form(new.handle), len(changes)


def state_text(state: str) -> str:
    """Word a state of an answer."""
    return {
        "answered": _("answered"),
        "not-asked": _("not asked"),
        "unreadable": _("cannot be read"),
        "no-answer": _("no answer"),
        "not-applicable": _("not applicable"),
        "loss": _("loss"),
    }[state]


def item_of(form: Form, ref: str) -> Item:
    """Return the item of a handle; raises NotFound with the handles there are."""
    found = next((item for item in form.items if item.handle.casefold() == ref.strip().casefold()), None)
    if found is None:
        raise NotFound(
            _("the form {form} has no item {name}").format(form=form.handle, name=ref),
            _("there are: {names}").format(names=", ".join(item.handle for item in form.items) or "–"),
        )
    return found


def answer(
    project: Project, item: Item, case: Case, values: Sequence[str] = (), *, state: str = "answered", note: str = ""
) -> None:
    """Answer an item about a case as the person at work; an earlier answer of theirs is changed.

    Raises UsageProblem for a value that the item does not have, several where
    one may be chosen, or an answer with neither values nor another state.
    """
    problem = _problem(item, values, state)
    if problem:
        raise UsageProblem(problem, _("see: qualcode form show {form}").format(form=_form_of(project, item).handle))
    project.apply(
        forms.answer_item(item.id, case.id, values, state=state, note=note, known=_known(project, item, case))
    )


def take_answers(project: Project, form: Form, path: Path) -> int:
    """Take over the answers of a CSV file as the person at work, all or none, and return how many were new or changed.

    Raises UsageProblem with file, row and mend.
    """
    from qualcode.exchange.form_files import read_answers

    rows = list(read_answers(path))
    earlier = own_answers(project, form)
    changes: list[Change] = []
    lines: dict[tuple[str, str], int] = {}
    for row in rows:
        item, case = _named(project, form, path, row)
        if (item.id, case.id) in lines:
            raise bad_row(path, row.line, _("answered in row {n} already").format(n=lines[item.id, case.id]))
        lines[item.id, case.id] = row.line
        before = earlier.get((item.id, case.id))
        if before is None or (before.values, before.state, before.note) != (row.values, row.state, row.note):
            changes.append(
                forms.answer_item(item.id, case.id, row.values, state=row.state, note=row.note, known=before)
            )
    if changes:
        project.apply(*changes)
    return len(changes)


def _named(project: Project, form: Form, path: Path, row: Row) -> tuple[Item, Case]:
    try:
        item, case = item_of(form, row.item), project.case(row.case)
    except QualcodeError as error:
        raise bad_row(path, row.line, error.message) from None
    problem = _problem(item, row.values, row.state)
    if problem:
        raise bad_row(path, row.line, problem)
    return item, case


def _problem(item: Item, values: Sequence[str], state: str) -> str:
    """Word what is wrong with an answer; empty when nothing is."""
    if state not in STATES or bool(values) != (state == STATES[0]):
        return _("give a value, or one of the states: {names}").format(names=", ".join(STATES[1:]))
    known = [handle for handle, _name in item.choices]
    strange = next((v for v in values if known and v not in known), None)
    if strange is not None:
        return _("the item {name} has no value {value}; there are: {names}").format(
            name=item.handle, value=shown(strange), names=", ".join(known)
        )
    if len(values) > 1 and not item.several:
        return _("the item {name} takes one value").format(name=item.handle)
    if not known and item.scale != "nominal" and any(as_number(v) is None for v in values):
        return _("the item {name} takes a number").format(name=item.handle)
    return ""


def _form_of(project: Project, item: Item) -> Form:
    return next(form for form in project.forms() if form.id == item.form)


def _me(project: Project) -> str:
    return project.standing_person(project.actor)


def own_answers(project: Project, form: Form) -> dict[tuple[str, str], Answer]:
    """Return the answers of the person at work to a form, by item and case (ids)."""
    me = _me(project)
    return {(a.item, a.case): a for a in project.answers(form=form) if a.coder == me}


def _known(project: Project, item: Item, case: Case) -> Answer | None:
    return own_answers(project, _form_of(project, item)).get((item.id, case.id))


def tallies(project: Material, form: Form) -> list[Tally]:
    """Return how each coder's answers to each item fall; the base of every number is beside it."""
    people = {p.id: p.name for p in project.persons()}
    cases = len(project.cases())
    given = project.answers(form=form)
    out = []
    for item in form.items:
        for person, name in people.items():
            its = [a for a in given if a.item == item.id and a.coder == person]
            if its:
                chosen = [v for a in its for v in a.values]
                named = [handle for handle, _name in item.choices] or sorted(set(chosen))
                states = {state: sum(a.state == state for a in its) for state in STATES}
                out.append(Tally(item, name, cases, {v: chosen.count(v) for v in named}, states))
    return out


def answer_judgements(
    project: Material, item: Item, *, coders: Sequence[Person] = (), cases: Sequence[Case] = ()
) -> Judgements:
    """Return the coders' answers to an item as judgements of cases, named by their printed names.

    On a nominal item a state other than ``answered`` is a value of its own, in
    brackets; on a scale it has no place, and the coder counts as not having
    judged the case.  Who gave no answer at all has not seen the case.
    """
    people = {p.id: p.name for p in project.persons()}
    wanted = {p.id for p in coders} or set(people)
    chosen = {case.id for case in cases} or None
    names = {case.id: case.printed for case in project.cases()}
    found: dict[str, dict[str, frozenset[str]]] = {}
    for a in project.answers():
        if a.item != item.id or a.coder not in wanted or (chosen is not None and a.case not in chosen):
            continue
        if a.state == STATES[0]:
            values = frozenset(a.values)
        elif item.scale == "nominal":
            values = frozenset([f"({a.state})"])
        else:
            continue
        found.setdefault(names[a.case], {})[people[a.coder]] = values
    handles = [handle for handle, _name in item.choices]
    categories = handles + [f"({state})" for state in STATES[1:]] * (item.scale == "nominal")
    places: dict[str, float] = {}
    if item.scale != "nominal":
        used = {v for its in found.values() for values in its.values() for v in values}
        ranks = {handle: float(n) for n, handle in enumerate(handles)}
        places = {v: number for v in {*used, *handles} if (number := _place(v, ranks)) is not None}
    return judged_units(found, [c for c in categories if not places or c in places], places or None)


def _place(value: str, ranks: dict[str, float]) -> float | None:
    """Return where a value stands on its scale: a number where it says one, else by its rank among the choices."""
    number = as_number(value)
    return ranks.get(value) if number is None else number


def answer_figures(
    project: Material,
    form: Form,
    items: Sequence[Item] = (),
    *,
    request: Request,
    coders: Sequence[Person] = (),
    cases: Sequence[Case] = (),
) -> list[Figure]:
    """Return the figures of each item of a form, its handle in ``part``, at the item's own scale."""
    out = []
    for item in items or form.items:
        given = answer_judgements(project, item, coders=coders, cases=cases)
        level = item.scale if item.scale in LEVELS else "nominal"
        measures = tuple(m if given.is_exclusive or m != "alpha" else "set_alpha" for m in request.measures)
        asked = Request(measures, level=level, per_category=False, bootstrap=request.bootstrap, tick=request.tick)
        out += [_of_item(figure, item) for figure in figures(given, asked)]
    return out


def _of_item(figure: Figure, item: Item) -> Figure:
    return replace(figure, part=item.handle)
