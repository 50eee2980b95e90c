"""``qualcode quotation``: passages in printed form, numbered, masked, elided, attributed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.cli.place import Place, place_options
from qualcode.core.attribution import QuotationRules
from qualcode.core.quotations import ATTRIBUTIONS, LAYOUTS, Quotation, Wording, edit_quotation, remove_quotation
from qualcode.errors import CheckFailed, UsageProblem
from qualcode.i18n import _, ngettext

if TYPE_CHECKING:
    from qualcode.authoring.quoting import PrintedQuotation, Quoting
    from qualcode.project import Project

noun = new_noun("quotation", _("Quote passages: number them, elide, mask and clarify words, attribute them."))
_ref = click.argument("quotation", shell_complete=names.quotations)
_many = click.argument("quotations", nargs=-1, required=True, shell_complete=names.quotations)


def _fields(function: Any) -> Any:
    """Add the options of what a quotation is besides its words."""
    options = (
        click.option("--theme", metavar="NAME", shell_complete=names.themes, help=_("The theme it belongs to.")),
        click.option(
            "--code",
            "codes",
            multiple=True,
            metavar="CODE",
            shell_complete=names.codes,
            help=_("A code it goes with; can be repeated."),
        ),
        click.option("--attribution", type=click.Choice(ATTRIBUTIONS), help=_("Where it says who speaks.")),
        click.option("--layout", type=click.Choice(LAYOUTS), help=_("As a block, or in the line.")),
        click.option("--note", metavar="TEXT", help=_("A note about it.")),
        click.option(
            "--speaker",
            metavar="CASE",
            shell_complete=names.cases,
            help=_("Who speaks, where the source does not tell, as in field notes."),
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def _read(project: Project, given: dict[str, Any]) -> dict[str, object]:
    """Return the fields of a quotation that options gave."""
    out: dict[str, object] = {n: given[n] for n in ("attribution", "layout", "note") if given.get(n) is not None}
    if given.get("theme") is not None:
        out["theme"] = project.theme(given["theme"]).id if given["theme"] else None
    if given.get("speaker") is not None:
        out["speaker"] = project.case(given["speaker"]).id if given["speaker"] else None
    if given.get("codes"):
        out["codes"] = tuple(dict.fromkeys(project.code(code).id for code in given["codes"]))
    return out


@verb(
    noun,
    "add",
    _("Quote a passage, or what a coding stands on."),
    example="qualcode quotation add intervju-01-vera --turn 4 --clean --theme 'Två röster'\n"
    "qualcode quotation add --coding 3f9a01bc --attribution before",
)
@click.argument("source", required=False, shell_complete=names.sources)
@place_options(needed=False)
@click.option("--coding", metavar="ID", help=_("The coding whose words are quoted, instead of a source and a place."))
@click.option("--clean", is_flag=True, help=_("Leave out pauses, fillers and repeated words."))
@click.option("--prefix", metavar="TEXT", default="", help=_("What stands before the colon in its number."))
@_fields
@pass_call
def _add(
    call: Call, *, source: str | None, place: Place, coding: str | None, clean: bool, prefix: str, **given: Any
) -> None:
    from dataclasses import replace

    from qualcode.authoring import quoting

    if bool(coding) == bool(source) or (coding and place) or (source and not place):
        raise UsageProblem(
            _("name the passage in one way"), _("Give a source and a place in it, or a coding with --coding.")
        )
    with call.open(write=True) as project:
        fields = _read(project, given)
        if coding:
            draft = quoting.draft_from_coding(project, project.coding(coding), prefix=prefix, **fields)
        else:
            where = project.source(str(source))
            start, end = place.span(project, where) or (0, 0)
            draft = quoting.draft(project, where, start, end, prefix=prefix, **fields)
        if clean:
            draft = replace(draft, wording=quoting.cleaned(project, project.source(draft.source), draft.wording))
        (made,) = quoting.add(project, draft)
        click.echo(made.handle)
        printed = quoting.Quoting(project).printed(made)
        call.say(
            _("{number}: {n} words of {name}.").format(
                number=made.handle, n=printed.words, name=printed.speaker.name or printed.source.handle
            )
        )


@verb(
    noun,
    "list",
    _("List the quotations as they are printed."),
    example="qualcode quotation list --theme 'Två röster' --csv -o citat.csv",
)
@click.option("--source", metavar="SOURCE", shell_complete=names.sources, help=_("Only of this source."))
@click.option("--theme", metavar="NAME", shell_complete=names.themes, help=_("Only of this theme."))
@click.option("--code", metavar="CODE", shell_complete=names.codes, help=_("Only with this code or those under it."))
@click.option("--speaker", metavar="NAME", help=_("Only of this speaker."))
@rows
@pass_call
def _list(
    call: Call, *, out: Output, source: str | None, theme: str | None, code: str | None, speaker: str | None
) -> None:
    from qualcode.authoring.quoting import Quoting

    with call.open() as project:
        where = project.source(source).id if source else None
        about = project.theme(theme).id if theme else None
        codes = project.codebook().descendants(project.code(code).id) if code else None
        quoting = Quoting(project)
        chosen = quoting.all(
            q
            for q in project.quotations()
            if where in (None, q.source) and about in (None, q.theme) and (codes is None or codes.intersection(q.codes))
        )
        found = [p for p in chosen if speaker is None or speaker.casefold() in _names(p)]
        out.rows(
            (_row(project, quoting, p) for p in found),
            [
                Column("number", _("Number")),
                Column("speaker", _("Speaker")),
                Column("words", _("Words")),
                Column("theme", _("Theme")),
                Column("text", _("Quotation")),
                Column("state", _("To look at"), _state),
            ],
            keys=_KEYS,
        )


@verb(
    noun,
    "show",
    _("Show a quotation in print, and laid against its source word for word."),
    example="qualcode quotation show IP1:14",
)
@_ref
@rows
@pass_call
def _show(call: Call, *, out: Output, quotation: str) -> None:
    from qualcode.authoring.quote_reporting import quote_words
    from qualcode.authoring.quoting import Quoting

    with call.open() as project:
        quoting = Quoting(project)
        printed = quoting.printed(project.quotation(quotation))
        if out.shape != "table":
            row = _row(project, quoting, printed)
            row["pieces"] = [asdict(piece) for said in printed.said for piece in said.pieces]
            out.record(row, [], keys=[*_KEYS, "pieces"])
            return
        where, words = quoting.attribution(printed)
        lines = [f"{printed.quotation.handle}  {printed.source.handle} {printed.first_line}–{printed.last_line}"]
        lines += [words] if where == "before" else []
        lines += [f"    {s.text}" for s in printed.said]
        lines += [f"    {words}"] if where == "after" else []
        if printed.state:
            lines.append(_state(printed.state))
        changes = [p for s in printed.said for p in s.pieces if p.kind != "kept"]
        if changes:
            lines += ["", _("Against the source:")]
        for piece in changes:
            source_words = " ".join(piece.words.split())
            shown = piece.printed if piece.kind != "elided" else "[…]"
            told = quote_words.rework(piece.kind, _)
            lines.append(f"  {told}: {source_words}" + (f" → {shown}" if shown else ""))
        out.text("\n".join(lines) + "\n")


@verb(
    noun,
    "edit",
    _("Change how a quotation is printed; the source stays as it is."),
    example="qualcode quotation edit IP1:14 --elide 'och sen liksom' --mask 'Berga=kontor B'\n"
    "qualcode quotation edit IP1:14 --clarify 'den=blanketten' --explain 'AF=Arbetsförmedlingen' --clean",
)
@_ref
@click.option("--elide", multiple=True, metavar="WORDS", help=_("Put […] in the place of these words."))
@click.option("--restore", multiple=True, metavar="WORDS", help=_("Print these words again as they stand."))
@click.option("--mask", multiple=True, metavar="WORDS=TEXT", help=_("Hide words behind [text]."))
@click.option("--clarify", multiple=True, metavar="WORDS=TEXT", help=_("Put [text] in the place of unclear words."))
@click.option("--explain", multiple=True, metavar="WORDS=TEXT", help=_("Put [text] after words."))
@click.option("--clean", is_flag=True, help=_("Leave out pauses, fillers and repeated words."))
@click.option("--plain", is_flag=True, help=_("First take back all that was done to the words."))
@click.option("--printed-in", multiple=True, metavar="TEXT", help=_("Where it was printed; can be repeated."))
@_fields
@pass_call
def _edit(
    call: Call,
    *,
    quotation: str,
    elide: tuple[str, ...],
    restore: tuple[str, ...],
    mask: tuple[str, ...],
    clarify: tuple[str, ...],
    explain: tuple[str, ...],
    clean: bool,
    plain: bool,
    printed_in: tuple[str, ...],
    **given: Any,
) -> None:
    from qualcode.authoring import quoting
    from qualcode.core import quotations as deeds

    with call.open(write=True) as project:
        found = project.quotation(quotation)
        fields = _read(project, given)
        if printed_in:
            fields["printed_in"] = printed_in
        wording: Wording | None = None
        if elide or restore or mask or clarify or explain or clean or plain:
            wording = quoting.current(project, found)
            if plain:
                wording = quoting.plain(wording)
            for words in restore:
                wording = deeds.restore(wording, *quoting.words_in(project, found, wording, words, anywhere=True))
            for words in elide:
                wording = quoting.elided(wording, quoting.words_in(project, found, wording, words))
            for kind, pairs in (("mask", mask), ("clarify", clarify), ("explain", explain)):
                for words, text in _pairs(pairs, kind):
                    span = quoting.words_in(project, found, wording, words)
                    wording = quoting.reworked(wording, kind, span, text)
            if clean:
                wording = quoting.cleaned(project, project.source(found.source), wording)
        if wording is None and not fields:
            raise UsageProblem(_("nothing to change"), _("See: qualcode quotation edit --help"))
        project.apply(edit_quotation(found, wording=wording, **fields))
        printed = quoting.Quoting(project).printed(project.quotation(found.id))
        call.say(printed.text)


def _pairs(values: Sequence[str], option: str) -> list[tuple[str, str]]:
    out = []
    for value in values:
        words, mark, text = value.rpartition("=")
        if not mark or not words.strip() or not text.strip():
            raise UsageProblem(
                _("{option} cannot read {value}").format(option=f"--{option}", value=value),
                _("Write it as {form}.").format(form="'" + _("words=what is printed") + "'"),
            )
        out.append((words, text))
    return out


@verb(
    noun,
    "check",
    _("Check that the words beneath the quotations are those that were chosen; exit code 4 when any are not."),
    example="qualcode quotation check",
)
@rows
@pass_call
def _check(call: Call, *, out: Output) -> None:
    from qualcode.authoring.quoting import Quoting

    with call.open() as project:
        quoting = Quoting(project)
        everyone = quoting.all()
        found = [p for p in everyone if p.state]
        out.rows(
            (_row(project, quoting, p) for p in found),
            [
                Column("number", _("Number")),
                Column("state", _("To look at"), _state),
                Column("text", _("Quotation")),
            ],
            keys=_KEYS,
        )
    if found:
        raise CheckFailed(
            ngettext("{n} quotation to look at", "{n} quotations to look at", len(found)).format(n=len(found)),
            _("Look at each with qualcode quotation show, and accept it with qualcode quotation accept."),
        )
    call.say(
        ngettext(
            "{n} quotation reads as it was chosen.", "{n} quotations read as they were chosen.", len(everyone)
        ).format(n=len(everyone))
    )


@verb(
    noun,
    "accept",
    _("Accept quotations as they read now, after the words beneath them were corrected."),
    example="qualcode quotation accept IP1:14",
)
@_many
@pass_call
def _accept(call: Call, *, quotations: tuple[str, ...]) -> None:
    from qualcode.authoring import quoting

    with call.open(write=True) as project:
        found = [project.quotation(ref) for ref in dict.fromkeys(quotations)]
        project.apply(*(edit_quotation(q, wording=quoting.current(project, q)) for q in found))
        call.say(ngettext("{n} quotation accepted.", "{n} quotations accepted.", len(found)).format(n=len(found)))


@verb(
    noun,
    "ledger",
    _("Tell who is quoted how much, what is printed twice, and whether few carry much."),
    example="qualcode quotation ledger --by role",
)
@click.option("--by", type=click.Choice(("speaker", "role", "office")), default="speaker", help=_("What the rows are."))
@rows
@pass_call
def _ledger(call: Call, *, out: Output, by: str) -> None:
    from qualcode.authoring.quote_checking import project_ledger

    with call.open() as project:
        told = project_ledger(project)
    found = {"speaker": told.people, "role": told.roles, "office": told.offices}[by]
    headings = {"speaker": _("Speaker"), "role": _("Role"), "office": _("Office")}
    columns = [Column("name", headings[by])]
    if by == "speaker":
        columns.append(Column("role", _("Role")))
    else:
        columns += [Column("quoted", _("Quoted")), Column("people", _("People"))]
    columns += [
        Column("quotations", _("Quotations")),
        Column("share", _("Share"), _percent),
        Column("words", _("Words")),
        Column("word_share", _("Share of words"), _percent),
    ]
    out.rows([asdict(row) for row in found], columns, keys=[*(c.key for c in columns), "role", "office"])
    for few in told.few:
        text = (
            _("{part} of {whole} quoted words come from {people} of {sample} people.")
            if few.of == "words"
            else _("{part} of {whole} quotations come from {people} of {sample} people.")
        )
        call.say(text.format(part=few.part, whole=few.whole, people=few.people, sample=few.sample))
    for one, other in told.reused:
        call.say(_("{one} and {other} print the same words.").format(one=one, other=other))
    if told.unquoted:
        call.say(_("Not quoted: {names}.").format(names=", ".join(p.name for p in told.unquoted)))


_RULES = tuple(QuotationRules.__dataclass_fields__)


@verb(
    noun,
    "rules",
    _("Show or set how the project prints and weighs quotations."),
    example="qualcode quotation rules --attribution before --before '{name}, {role}, {office}:'\n"
    "qualcode quotation rules --few 0.1 --share 0.5",
)
@click.option("--attribution", type=click.Choice(ATTRIBUTIONS), help=_("Where it says who speaks."))
@click.option("--layout", type=click.Choice(LAYOUTS), help=_("As a block, or in the line."))
@click.option(
    "--before", metavar="TEMPLATE", help=_("The attribution before: {name} {role} {office} {number} {source}.")
)
@click.option("--after", metavar="TEMPLATE", help=_("The attribution after."))
@click.option("--role", metavar="NAME", help=_("The attribute of cases that holds the role."))
@click.option("--office", metavar="NAME", help=_("The attribute of cases that holds the office."))
@click.option("--few", type=float, metavar="SHARE", help=_("The share of people who count as few, from 0 to 1."))
@click.option("--share", type=float, metavar="SHARE", help=_("The share of quotations that counts as much."))
@click.option("--least", type=int, metavar="N", help=_("The number of quotations from which on it is asked."))
@rows
@pass_call
def _rules(call: Call, *, out: Output, **given: Any) -> None:
    from qualcode.authoring.quoting import change_rules

    values = {name: value for name, value in given.items() if value is not None}
    with call.open(write=bool(values)) as project:
        told = change_rules(project, values) if values else project.quotation_rules()
    out.rows(
        [{"rule": name, "value": getattr(told, name)} for name in _RULES],
        [Column("rule", _("Rule")), Column("value", _("Value"))],
    )


@verb(
    noun,
    "remove",
    _("Remove quotations; their numbers are not given again, and undo brings them back."),
    example="qualcode quotation remove IP1:14",
)
@_many
@pass_call
def _remove(call: Call, *, quotations: tuple[str, ...]) -> None:
    with call.open(write=True) as project:
        found = [project.quotation(ref) for ref in dict.fromkeys(quotations)]
        project.apply(*(remove_quotation(q) for q in found))
        call.say(ngettext("{n} quotation removed.", "{n} quotations removed.", len(found)).format(n=len(found)))


_KEYS = (
    "number speaker role office source line last_line words text before after attribution layout theme codes note "
    "printed_in state id"
).split()


def _row(project: Project, quoting: Quoting, printed: PrintedQuotation) -> dict[str, object]:
    from qualcode.authoring.quoting import about

    quotation: Quotation = printed.quotation
    theme, codes = about(project, quotation)
    where, words = quoting.attribution(printed)
    return {
        "number": quotation.handle,
        "speaker": printed.speaker.name,
        "role": printed.speaker.role,
        "office": printed.speaker.office,
        "source": printed.source.handle,
        "line": printed.first_line or None,
        "last_line": printed.last_line or None,
        "words": printed.words,
        "text": printed.text,
        "before": words if where == "before" else "",
        "after": words if where == "after" else "",
        "attribution": where,
        "layout": quoting.layout(quotation),
        "theme": theme,
        "codes": list(codes),
        "note": quotation.note,
        "printed_in": list(quotation.printed_in),
        "state": printed.state,
        "id": quotation.id,
    }


def _names(printed: PrintedQuotation) -> tuple[str, ...]:
    return (printed.speaker.name.casefold(), printed.speaker.label.casefold())


def _percent(value: float) -> str:
    return f"{round(value * 100)} %"


def _state(value: str) -> str:
    from qualcode.authoring.quote_reporting import quote_words

    return quote_words.state(value, _)
