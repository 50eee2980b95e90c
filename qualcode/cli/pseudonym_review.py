"""``qualcode pseudonym list`` and the verdicts: what each name is to be called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli import names
from qualcode.cli.asking import ask_passphrase, identity_option, key_option
from qualcode.cli.frame import Call, confirm, new_noun, pass_call, verb, yes_option
from qualcode.cli.output import Column, Output, rows
from qualcode.cli.progress import progress_line
from qualcode.core.mentions import HeldText
from qualcode.core.name_key import KINDS, RULES, NameKey, mask
from qualcode.errors import NotFound
from qualcode.i18n import _, ngettext

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.protection.keyholding import OpenKey
    from qualcode.protection.reviewing import Review

noun = new_noun(
    "pseudonym",
    _("Find what may point to somebody, give pseudonyms, and put them everywhere; the real names are kept in a key."),
)
_AROUND = 30
_name = click.argument("name")


@verb(
    noun,
    "list",
    _(
        "List what may point to somebody: names, places, organisations and numbers in everything the project holds, "
        "the surest first. No method finds all; nothing found does not mean anonymous."
    ),
    example="qualcode pseudonym list\nqualcode pseudonym list --all --source intervju-01-vera --json",
)
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="SOURCE",
    shell_complete=names.sources,
    help=_("Only in this source; can be repeated."),
)
@click.option("--all", "everything", is_flag=True, help=_("Also what is unlikely."))
@click.option("--open", "undecided", is_flag=True, help=_("Only what nothing is decided about."))
@key_option
@identity_option
@rows
@pass_call
def _list(
    call: Call,
    *,
    out: Output,
    sources: tuple[str, ...],
    everything: bool,
    undecided: bool,
    key: Path | None,
    identity: Path | None,
) -> None:
    from qualcode.protection.guarding import no_promise
    from qualcode.reasons import personal_kind, personal_reason
    from qualcode.wording import verdict_on_name

    with call.open() as project:
        found = _review(call, project, key, identity, sources=sources, everything=everything)
        out.rows(
            (
                {
                    "number": n,
                    "name": g.name,
                    "kind": g.kind,
                    "places": len(g.mentions),
                    "confidence": round(g.confidence, 2),
                    "reason": g.reason,
                    "forms": list(g.forms),
                    "near": list(g.near),
                    "state": g.state,
                    "public": g.public,
                    "why": personal_reason(g.reason),
                    "verdict": verdict_on_name(g.state, g.public),
                }
                for n, g in enumerate(found.groups, start=1)
                if not (undecided and g.state)
            ),
            [
                Column("number", "#"),
                Column("name", _("Name")),
                Column("kind", _("Kind"), personal_kind),
                Column("places", _("Places")),
                Column("confidence", _("Confidence")),
                Column("verdict", _("Decided")),
                Column("near", _("Same as?"), ", ".join),
                Column("why", _("Why")),
            ],
            keys="number name kind places confidence reason forms near state public".split(),
        )
        if found.rare:
            n = len(found.rare)
            text = ngettext(
                "{n} combination of attributes is shared by few; see: qualcode pseudonym rare",
                "{n} combinations of attributes are shared by few; see: qualcode pseudonym rare",
                n,
            )
            call.say(text.format(n=n))
        call.say(no_promise())


@verb(
    noun,
    "show",
    _("Show the places where a name stands, with the words around it."),
    example="qualcode pseudonym show 3\nqualcode pseudonym show Vera --nl",
)
@_name
@key_option
@identity_option
@rows
@pass_call
def _show(call: Call, *, out: Output, name: str, key: Path | None, identity: Path | None) -> None:
    from qualcode.reasons import personal_reason

    with call.open() as project:
        found = _review(call, project, key, identity, everything=not name.isdigit()).group(name)
        out.rows(
            (
                {
                    "thing": m.held.thing,
                    "where": m.held.name,
                    "field": m.held.field,
                    "line": line_of(project, m.held, m.start),
                    "context": context_of(m.held, m.start, m.end),
                    "confidence": round(m.confidence, 2),
                    "reason": m.reason,
                    "why": personal_reason(m.reason),
                    "start": m.start,
                    "end": m.end,
                }
                for m in found.mentions
            ),
            [
                Column("where", _("Where")),
                Column("line", _("Line")),
                Column("context", _("Words around")),
                Column("why", _("Why")),
            ],
            keys="thing where field line context confidence reason start end".split(),
        )


@verb(
    noun,
    "propose",
    _("Propose pseudonyms that occur nowhere in the project and are unlike every name in it."),
    example="qualcode pseudonym propose 3 --pronoun hon",
)
@_name
@click.option("--pronoun", type=click.Choice(RULES[1:]), help=_("The pronoun it should go with."))
@key_option
@identity_option
@pass_call
def _propose(call: Call, *, name: str, pronoun: str | None, key: Path | None, identity: Path | None) -> None:
    from qualcode.protection.reviewing import proposed

    with call.open() as project:
        held = held_key(project, key, identity)
        real = _named(call, project, name, key, identity)[0]
        for proposal in proposed(project, held, real, pronoun=pronoun or ""):
            click.echo(proposal)


@verb(
    noun,
    "give",
    _("Give a name, by itself or its number in the list, a pseudonym; it is written into the key only."),
    example='qualcode pseudonym give 3 Vera --pronoun hen\nqualcode pseudonym give 3 Vera --also "Anki" --case "IP1"',
)
@_name
@click.argument("public")
@click.option("--also", multiple=True, metavar="FORM", help=_("Another real form of the name; can be repeated."))
@click.option("--kind", type=click.Choice(KINDS), help=_("What it is the name of."))
@click.option("--pronoun", type=click.Choice(RULES), help=_("The pronoun that texts keep to; empty for none."))
@click.option("--case", "case", metavar="NAME", shell_complete=names.cases, help=_("The case it belongs to."))
@key_option
@identity_option
@pass_call
def _give(
    call: Call,
    *,
    name: str,
    public: str,
    also: tuple[str, ...],
    kind: str | None,
    pronoun: str | None,
    case: str | None,
    key: Path | None,
    identity: Path | None,
) -> None:
    from qualcode.protection.keyholding import entry_for

    with call.open() as project:
        opened = opened_key(project, key, identity)
        found, its_kind = _named(call, project, name, key, identity)
        belongs = project.case(case).id if case else None
        entry = entry_for(opened.key, [found, *also], public, kind=kind or its_kind, pronoun=pronoun, case=belongs)
        opened.with_key(opened.key.with_entry(entry)).save()
    call.say(_("Kept in the key: {public}.").format(public=entry.public))


@verb(
    noun,
    "mask",
    _("Decide that a name is masked: by […], or by what it may be called in general."),
    example='qualcode pseudonym mask 7\nqualcode pseudonym mask 7 "kommun i norr"',
)
@_name
@click.argument("general", default="")
@key_option
@identity_option
@pass_call
def _mask(call: Call, *, name: str, general: str, key: Path | None, identity: Path | None) -> None:
    from qualcode.protection.keyholding import entry_for

    with call.open() as project:
        opened = opened_key(project, key, identity)
        found, kind = _named(call, project, name, key, identity)
        entry = entry_for(opened.key, [found], mask(general), kind=kind)
        opened.with_key(opened.key.with_entry(entry)).save()
    call.say(_("Kept in the key: {public}.").format(public=entry.public))


@verb(
    noun,
    "leave",
    _("Decide that something names nobody; the key remembers it."),
    example="qualcode pseudonym leave 12 Pelle",
)
@click.argument("names_", metavar="NAME…", nargs=-1, required=True)
@key_option
@identity_option
@pass_call
def _leave(call: Call, *, names_: tuple[str, ...], key: Path | None, identity: Path | None) -> None:
    with call.open() as project:
        opened = opened_key(project, key, identity)
        found = _review(call, project, key, identity, everything=True) if any(n.isdigit() for n in names_) else None
        words = [found.group(n).name if found is not None and n.isdigit() else n for n in names_]
        opened.with_key(opened.key.leaving(words)).save()
    n = len(words)
    call.say(ngettext("{n} word left as it is.", "{n} words left as they are.", n).format(n=n))


@verb(
    noun,
    "same",
    _("Say that a name is another form of one in the key, or with --no that they are different persons."),
    example="qualcode pseudonym same Ann-Marie Ann-Mari\nqualcode pseudonym same Ann-Marie Ann-Mari --no",
)
@_name
@click.argument("other")
@click.option("--no", "apart", is_flag=True, help=_("They are different persons; do not ask again."))
@key_option
@identity_option
@pass_call
def _same(call: Call, *, name: str, other: str, apart: bool, key: Path | None, identity: Path | None) -> None:
    from qualcode.protection.keyholding import joined

    with call.open() as project:
        opened = opened_key(project, key, identity)
        if apart:
            opened.with_key(opened.key.parting(name, other)).save()
            call.say(_("They are kept apart."))
            return
        after, entry = joined(opened.key, name, other)
        opened.with_key(after).save()
        call.say(_("Kept in the key: {public}.").format(public=entry.public))


@verb(noun, "forget", _("Take a name out of the key."), example="qualcode pseudonym forget Vera")
@_name
@yes_option
@key_option
@identity_option
@pass_call
def _forget(call: Call, *, name: str, yes: bool, key: Path | None, identity: Path | None) -> None:
    with call.open() as project:
        opened = opened_key(project, key, identity)
        entry = opened.key.entry(name)
        if entry is None:
            raise NotFound(_("that is not in the key"), _("See: qualcode pseudonym key show"))
        confirm(_("Take {public} out of the key?").format(public=entry.public), yes=yes)
        opened.with_key(opened.key.without(entry)).save()
        call.say(_("{public} is no longer in the key.").format(public=entry.public))


def opened_key(project: Project, key: Path | None, identity: Path | None) -> OpenKey:
    """Open the project's key, or the one named."""
    from qualcode.protection.keyholding import open_key

    return open_key(project, key, ask=ask_passphrase, identity=identity)


def held_key(project: Project, key: Path | None, identity: Path | None) -> NameKey | None:
    """Return the key where one is named or known, else None."""
    from qualcode.protection.keyholding import key_place

    place = key_place(project, key)
    return opened_key(project, key, identity).key if place is not None and (key is not None or place.exists()) else None


def _review(
    call: Call,
    project: Project,
    key: Path | None,
    identity: Path | None,
    *,
    sources: tuple[str, ...] = (),
    everything: bool = False,
) -> Review:
    from qualcode.protection.reviewing import LIKELY, review

    held = held_key(project, key, identity)
    chosen = [project.source(ref) for ref in sources] or None
    with progress_line(call) as progress:
        return review(project, held, sources=chosen, least=0.0 if everything else LIKELY, progress=progress.show)


def _named(call: Call, project: Project, name: str, key: Path | None, identity: Path | None) -> tuple[str, str]:
    """Return the name that a number in the list stands for, or the name itself, and what it is the name of."""
    if not name.isdigit():
        return name, "person"
    from qualcode.protection.keyholding import entry_kind

    found = _review(call, project, key, identity).group(name)
    return found.name, entry_kind(found.kind)


def line_of(project: Project, held: HeldText, start: int) -> int | None:
    """Return the line of the original that a place in running text stands on."""
    if held.thing != "source" or held.field != "running":
        return None
    return project.line_map(project.source(held.id)).line(start)


def context_of(held: HeldText, start: int, end: int) -> str:
    """Return the words around a place, with the place in brackets."""
    left, right = held.text[max(0, start - _AROUND) : start], held.text[end : end + _AROUND]
    return " ".join(f"{left}[{held.text[start:end]}]{right}".split())
