"""``qualcode case``: the persons, offices, meetings and files that sources belong to."""

from __future__ import annotations

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.core.cases import KINDS, Case, add_case, edit_case, remove_case
from qualcode.core.ids import new_id, short
from qualcode.errors import QualcodeError, UsageProblem
from qualcode.i18n import _
from qualcode.wording import case_kind

noun = new_noun("case", _("Keep the persons, offices, meetings and files that sources belong to."))
_ref = click.argument("case", shell_complete=names.cases)
_pronoun = click.option(
    "--pronoun", type=click.Choice(["hen", "hon", "han", ""]), help=_("The pronoun that reports keep to.")
)
_attributes = click.option(
    "--attribute", "attributes", multiple=True, metavar="NAME=VALUE", help=_("An attribute; can be repeated.")
)


def read_attributes(given: tuple[str, ...]) -> dict[str, str]:
    """Return attributes as given, ``NAME=VALUE``; raises UsageProblem for what is not of that form."""
    out = {}
    for word in given:
        name, mark, value = word.partition("=")
        if not mark or not name.strip():
            raise UsageProblem(_("not an attribute: {word}").format(word=word), _("Write it as role=manager."))
        out[name.strip()] = value.strip()
    return out


@verb(
    noun,
    "add",
    _("Add a case."),
    example="qualcode case add Vera --kind person --attribute roll=handläggare --pronoun hen",
)
@click.argument("name")
@click.option("--kind", type=click.Choice(KINDS), default="person", show_default=True, help=_("The kind of case."))
@click.option("--public", default="", metavar="NAME", help=_("The name that reports print."))
@_pronoun
@_attributes
@pass_call
def _add(call: Call, *, name: str, kind: str, public: str, pronoun: str | None, attributes: tuple[str, ...]) -> None:
    with call.open(write=True) as project:
        if any(c.kind == kind and c.name.casefold() == name.casefold() for c in project.cases()):
            raise QualcodeError(
                _("there is a case {name} of that kind already").format(name=name),
                _("See: qualcode case show {name}").format(name=name),
            )
        case = Case(new_id(), name, public, kind, pronoun or "", read_attributes(attributes))
        project.apply(add_case(case))
        call.made([case.id])
        call.say(_("Case {name} added.").format(name=name))


@verb(noun, "list", _("List the cases with their attributes."), example="qualcode case list --kind person --csv")
@click.option("--kind", type=click.Choice(KINDS), help=_("Only this kind."))
@rows
@pass_call
def _list(call: Call, *, out: Output, kind: str | None) -> None:
    with call.open() as project:
        sources = project.sources()
        out.rows(
            (_row(c, [s.handle for s in sources if s.case == c.id]) for c in project.cases() if kind in (None, c.kind)),
            _columns(),
            keys=_KEYS,
        )


@verb(noun, "show", _("Show a case."), example="qualcode case show Vera")
@_ref
@rows
@pass_call
def _show(call: Call, *, out: Output, case: str) -> None:
    with call.open() as project:
        found = project.case(case)
        row = _row(found, [s.handle for s in project.sources() if s.case == found.id])
        row["memos"] = [m.text for m in project.memos(about=found.id)]
        out.record(row, [*_columns(), Column("memos", _("Memos"), "\n".join)], keys=[*_KEYS, "memos"])


@verb(
    noun,
    "edit",
    _("Change a case; an attribute given as NAME= is taken away."),
    example='qualcode case edit Vera --public "Handläggare A" --attribute kontor=',
)
@_ref
@click.option("--name", metavar="NAME", help=_("The name in the project."))
@click.option("--kind", type=click.Choice(KINDS), help=_("The kind of case."))
@click.option("--public", metavar="NAME", help=_("The name that reports print."))
@_pronoun
@_attributes
@pass_call
def _edit(call: Call, *, case: str, attributes: tuple[str, ...], **fields: str | None) -> None:
    wanted = {name: value for name, value in fields.items() if value is not None}
    if not wanted and not attributes:
        raise UsageProblem(
            _("nothing to change"), _("Give --name, --public, --attribute or another field; see --help.")
        )
    with call.open(write=True) as project:
        found = project.case(case)
        values = {name: value or None for name, value in read_attributes(attributes).items()}
        project.apply(edit_case(found.id, attributes=values, **wanted))
        call.say(_("Case {name} changed.").format(name=found.name))


@verb(noun, "remove", _("Remove a case; its sources stay."), example="qualcode case remove Vera")
@_ref
@pass_call
def _remove(call: Call, *, case: str) -> None:
    with call.open(write=True) as project:
        found = project.case(case)
        project.apply(remove_case(found.id))
        call.say(_("Case {name} removed.").format(name=found.name))


_KEYS = "name public kind pronoun attributes sources id".split()


def _row(case: Case, sources: list[str]) -> dict[str, object]:
    return {
        "name": case.name,
        "public": case.public,
        "kind": case.kind,
        "pronoun": case.pronoun,
        "attributes": dict(case.attributes),
        "sources": sources,
        "id": case.id,
    }


def _columns() -> list[Column]:
    return [
        Column("id", _("Id"), short),
        Column("name", _("Name")),
        Column("public", _("In print")),
        Column("kind", _("Kind"), case_kind),
        Column("pronoun", _("Pronoun")),
        Column("attributes", _("Attributes")),
        Column("sources", _("Sources")),
    ]
