"""Agreement between coders, printed from a project: its closed rounds, or the project as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualcode.answering import answer_figures
from qualcode.authoring.printable.kind import Kind, Option, Request
from qualcode.authoring.printable.method import names_option
from qualcode.core.adjudication import Decision
from qualcode.core.agreement.asking import figures, pair_figures, part_figures
from qualcode.core.agreement.cutting import UNITS
from qualcode.core.agreement.figures import Figure
from qualcode.core.agreement.requests import Request as Asked
from qualcode.core.codings import Coding
from qualcode.core.forms import Form
from qualcode.core.ids import short
from qualcode.core.rounds import Round
from qualcode.i18n import _
from qualcode.material import Material
from qualcode.report.agreement import (
    OF_ALL,
    OF_CODES,
    AgreementReport,
    Compared,
    Example,
    FormEntry,
    RoundEntry,
    Worker,
    agreement_report,
    coder_names,
    item_row,
)
from qualcode.report.figure_words import choice_word, difference_word
from qualcode.report.model import Place
from qualcode.report.pictures.charts import agreement as draw_agreement
from qualcode.report.pictures.values import Span
from qualcode.report.wording import Wording
from qualcode.teams.adjudicating import Dispute, calibration, docket, queue
from qualcode.teams.agreeing import Scope, compared, judgements, readings, scope_of_round, used_categories

_DRAWS, _EXAMPLES = 1000, 6
#: More codes than this do not fit into a picture on a page.
_DRAWN = 24


def kind() -> Kind:
    """Return the report ``agreement``."""
    return Kind(
        "agreement",
        _("agreement"),
        _(
            "Print the agreement between coders: procedure, units, figures with formulae and counts, decisions, "
            "disagreements worth quoting."
        ),
        "qualcode report agreement -o samstammighet.docx\n"
        "qualcode report agreement --round kalibrering-1 --names --to pdf -o bilaga.pdf",
        _make,
        (
            Option("round", _("rounds"), _("Only this closed round; can be repeated."), of="round", many=True),
            Option(
                "unit",
                _("unit"),
                _("Another unit than the rounds'."),
                choices=(("", _("the rounds'")), *((unit, unit) for unit in UNITS)),
            ),
            Option("draws", _("draws"), _("So many draws for the intervals; 0 for none."), str(_DRAWS), number=True),
            Option("examples", _("examples"), _("So many disagreements."), str(_EXAMPLES), number=True),
            Option("form", _("forms"), _("The answers to this form too; can be repeated."), many=True),
            names_option(),
            Option("pictures", _("with pictures"), _("Draw the agreement per code too."), flag=True),
        ),
    )


def _make(request: Request) -> AgreementReport:
    project = request.project
    named = [project.round(ref) for ref in request.many("round")]
    rounds: list[Round | None] = [r for r in named or project.rounds() if named or r.closed]
    # Without a closed round the project is compared as it is, unless a blind round hides some of it.
    rounds = rounds or [next((r for r in project.rounds() if r.blind and not r.closed), None)]
    report = agreement_report(
        [_compared(request, of_round) for of_round in rounds],
        language=request.language,
        method=request.method(),
        title=request.title,
        draws=request.number("draws", _DRAWS),
        forms=[_of_form(request, request.project.form(ref)) for ref in request.many("form")],
    )
    if request.flag("pictures"):
        report = replace(report, rounds=tuple(_with_picture(r, request) for r in report.rounds))
    return report


def _of_form(request: Request, form: Form) -> FormEntry:
    """Return how far coders answered a form alike; where several values may be chosen, by α of sets."""
    public, rows = request.public.apply, []
    asked = Asked(("alpha",), bootstrap=request.number("draws", _DRAWS))
    for item in form.items:
        figure, *_others = answer_figures(request.project, form, [item], request=asked)
        scale = "several" if item.several else item.scale
        rows.append(item_row(public(item.question or item.handle), scale, figure, language=request.language))
    return FormEntry(public(form.title or form.handle), tuple(rows))


def _with_picture(entry: RoundEntry, request: Request) -> RoundEntry:
    """Return a round with the alphas of its most frequent codes drawn, in the order of the table."""
    valued = [row for row in entry.codes if row.alpha.value is not None]
    often = sorted(valued, key=lambda row: -(row.both + row.first + row.second))[:_DRAWN]
    spans = [
        Span(row.code, row.alpha.value, row.alpha.low, row.alpha.high, row.units) for row in valued if row in often
    ]
    wording = Wording(request.language)
    title = wording.gettext("Agreement per code (Krippendorff’s alpha, with a 95 % interval)")
    return replace(entry, picture=draw_agreement(title, spans, wording)) if spans else entry


def _compared(request: Request, of_round: Round | None) -> Compared:
    project, language = request.project, request.language
    people = [p.name for p in project.persons()]
    called = coder_names(people, language=language, pseudonyms=not request.flag("names"))
    with compared(project, of_round) as (material, then):
        scope = Scope(unit=request.text("unit"))
        if then is not None:
            scope = scope_of_round(material, then, scope)
        given = judgements(material, scope)
        categories = used_categories(given, material, scope)
        asked = Asked(OF_CODES, categories=categories, overall=False, bootstrap=request.number("draws", _DRAWS))
        whole = Asked(OF_ALL, per_category=False)
        one = Asked(("set_alpha",), distances=("jaccard",))
        several = given.coders if len(given.coders) > 2 else ()
        found = Compared(
            name=request.public.apply(then.name) if then else "",
            unit=given.unit,
            sources=[request.public.apply(text.name) for text in given.texts],
            workers=_workers(material, scope, called),
            figures=[*figures(given, asked), *figures(given, whole)],
            pairs=[_of_pair(f, called) for f in (pair_figures(given, one) if several else [])],
            by_source=part_figures(given, one) if len(given.parts) > 1 else (),
            names={code.handle: code.name(language) or code.handle for code in material.codebook().standing},
            blind=bool(then and then.blind),
            opened=then.made_at if then else "",
            closed=of_round.closed_at if of_round and of_round.closed else "",
        )
    return found if of_round is None or not of_round.closed else _decided(request, of_round, found, called)


def _workers(material: Material, scope: Scope, called: dict[str, str]) -> list[Worker]:
    sources = list(scope.sources) or material.sources()
    wanted = {source.id for source in sources}
    own = [c for c in material.codings() if c.source in wanted and c.layer.startswith("own:")]
    read = readings(material, own, sources)
    out = []
    for person in material.persons():
        spans = [its[person.id] for its in read.values() if person.id in its]
        if spans or person.id in {p.id for p in scope.coders}:
            name = called.get(person.name, person.name)
            number = sum(c.coder == person.id for c in own)
            out.append(Worker(name, sum(s is None for s in spans), sum(s is not None for s in spans), number))
    return out


def _of_pair(figure: Figure, called: dict[str, str]) -> Figure:
    return replace(figure, coders=tuple(called.get(name, name) for name in figure.coders))


def _decided(request: Request, closed: Round, found: Compared, called: dict[str, str]) -> Compared:
    project = request.project
    about = calibration(project, closed)
    return replace(
        found,
        alike=about.agreed,
        differences=about.disputes,
        decisions={choice: n for choice, n in about.decisions.items() if choice != "agreed"},
        undecided=len(queue(project, closed)),
        examples=_examples(request, closed, called),
    )


def _examples(request: Request, closed: Round, called: dict[str, str]) -> list[Example]:
    """Return places where coders differed: those decided with a reason first, then one of each kind and code."""
    project = request.project
    most = request.number("examples", _EXAMPLES)
    decided = {(d.kind, frozenset(d.codings)): d for d in project.decisions(of_round=closed)}
    now = {c.id: c for c in project.codings()}

    def decision(dispute: Dispute) -> Decision | None:
        return decided.get((dispute.kind, frozenset(c.id for c in dispute.codings)))

    disputes = docket(project, closed).disputes
    told = [d for d in disputes if (its := decision(d)) is not None and its.reason]
    others = {(d.kind, d.code): d for d in reversed(disputes) if d not in told}
    out: list[Example] = []
    for dispute in [*told, *reversed(others.values())]:
        if len(out) >= most:
            break
        example = _example(request, dispute, decision(dispute), now, called)
        if example is not None:
            out.append(example)
    return out


def _example(
    request: Request, dispute: Dispute, decision: Decision | None, now: dict[str, Coding], called: dict[str, str]
) -> Example | None:
    """Return a place as printed, in the words of the newest text; None where they are gone."""
    project, wording, public = request.project, Wording(request.language), request.public.apply
    spans = [(c.start, c.end) for its in dispute.codings if (c := now.get(its.id)) and not c.adrift]
    places = [(a, b) for a, b in spans if a is not None and b is not None]
    if not places:
        return None
    source = project.source(dispute.source)
    start, end = min(a for a, _b in places), max(b for _a, b in places)
    quote = project.quote(source, start, end)
    if not quote.strip():
        return None
    people = {p.id: p.name for p in project.persons()}
    names = [called.get(people.get(c, ""), short(c)) for c in dispute.coders]
    said = [_said(request, [c for c in dispute.codings if c.coder == coder]) for coder in dispute.coders]
    return Example(
        difference_word(wording, dispute.kind),
        Place(public(source.handle), *project.line_map(source).lines(start, end)),
        public(quote),
        names[0],
        said[0],
        names[1],
        said[1],
        choice_word(wording, decision.choice) if decision else "",
        public(decision.reason) if decision else "",
    )


def _said(request: Request, codings: Sequence[Coding]) -> str:
    project, language = request.project, request.language
    book = project.codebook()
    facets = {facet.handle: facet.name(language) for facet in book.facets}
    values = {(facet.handle, v.handle): v.name(language) for facet in book.facets for v in facet.values}
    told = []
    for c in codings:
        name = book.by_id[c.code].name(language) if c.code in book.by_id else "–"
        its = [f"{facets.get(f, f)}: {values.get((f, v), v)}" for f, v in c.facets.items()]
        told.append(f"{name} ({', '.join(its)})" if its else name)
    return ", ".join(told) or "–"
