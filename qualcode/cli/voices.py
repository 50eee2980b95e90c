"""``qualcode voices``: several voices on one theme, finding or code, in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.core.ids import new_id, short
from qualcode.core.voices import MARKS, Voice, VoiceSet, add_voices, edit_voices, put_voices, remove_voices, take_out
from qualcode.errors import NotFound, QualcodeError, UsageProblem
from qualcode.i18n import _

if TYPE_CHECKING:
    from qualcode.project import Project

noun = new_noun("voices", _("Set several voices on one theme, finding or code side by side, in order."))
_ref = click.argument("voices", shell_complete=names.voices)
_quotation = click.argument("quotation", shell_complete=names.quotations)


def _about_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of what a set is about."""
    for option in (
        click.option("--lead-in", metavar="TEXT", help=_("The text that leads the voices in.")),
        click.option("--code", metavar="CODE", shell_complete=names.codes, help=_("The code that they are about.")),
        click.option("--finding", metavar="NAME", shell_complete=names.findings, help=_("The finding they are about.")),
        click.option("--theme", metavar="NAME", shell_complete=names.themes, help=_("The theme that they are about.")),
    ):
        function = option(function)
    return function


def _about(project: Project, theme: str | None, finding: str | None, code: str | None) -> tuple[str, str] | None:
    """Return what a set is about as options name it; None when they do not.

    Raises UsageProblem when they name several things.
    """
    if sum(v is not None for v in (theme, finding, code)) > 1:
        raise UsageProblem(_("a voice set is about one thing"), _("Give one of --theme, --finding, --code."))
    if theme is not None:
        return "theme", project.theme(theme).id
    if finding is not None:
        return "finding", project.finding(finding).id
    return ("code", project.code(code).id) if code is not None else None


@verb(
    noun,
    "add",
    _("Make a set of voices."),
    example="qualcode voices add 'Om tiden' --theme 'Två röster' --lead-in 'Tiden räcker olika långt:'",
)
@click.argument("name")
@_about_options
@pass_call
def _add(
    call: Call, *, name: str, theme: str | None, finding: str | None, code: str | None, lead_in: str | None
) -> None:
    with call.open(write=True) as project:
        known = project.voice_sets()
        if any(v.name.casefold() == name.casefold() for v in known):
            raise QualcodeError(
                _("there is a voice set {name} already").format(name=name), _("See: qualcode voices list")
            )
        kind, about = _about(project, theme, finding, code) or ("", None)
        position = max((v.position for v in known), default=0) + 1
        made = VoiceSet(new_id(), name, kind, about, lead_in or "", (), position)
        project.apply(add_voices(made))
        call.made([made.id])
        call.say(_("Voice set {name} added.").format(name=name))


@verb(
    noun,
    "put",
    _("Put a quotation into a set, last or at a place, or change it there."),
    example="qualcode voices put 'Om tiden' IP1:3 --mark nuances --lead-in 'Vera är tveksam:' --at 2",
)
@_ref
@_quotation
@click.option("--mark", type=click.Choice([m for m in MARKS if m] + ["none"]), help=_("How it stands to those before."))
@click.option("--lead-in", metavar="TEXT", help=_("The text that leads this voice in."))
@click.option("--at", type=click.IntRange(min=1), metavar="N", help=_("Its place in the order, from 1."))
@pass_call
def _put(call: Call, *, voices: str, quotation: str, mark: str | None, lead_in: str | None, at: int | None) -> None:
    with call.open(write=True) as project:
        found, quoted = project.voice_set(voices), project.quotation(quotation)
        old = next((v for v in found.voices if v.quotation == quoted.id), Voice(quoted.id))
        chosen = old.mark if mark is None else "" if mark == "none" else mark
        new = Voice(quoted.id, chosen, old.lead_in if lead_in is None else lead_in)
        others = [v for v in found.voices if v.quotation != quoted.id]
        known = next((i for i, v in enumerate(found.voices) if v.quotation == quoted.id), len(others))
        others.insert(known if at is None else at - 1, new)
        placed = [Voice(v.quotation, v.mark, v.lead_in, i) for i, v in enumerate(others, 1)]
        project.apply(put_voices(found.id, *(v for v in placed if v not in found.voices)))
        call.say(_("{number} is in {name}.").format(number=quoted.handle, name=found.name))


@verb(
    noun,
    "out",
    _("Take a quotation out of a set; it stays a quotation."),
    example="qualcode voices out 'Om tiden' IP1:3",
)
@_ref
@_quotation
@pass_call
def _out(call: Call, *, voices: str, quotation: str) -> None:
    with call.open(write=True) as project:
        found, quoted = project.voice_set(voices), project.quotation(quotation)
        if all(v.quotation != quoted.id for v in found.voices):
            raise NotFound(
                _("{number} is not in {name}").format(number=quoted.handle, name=found.name),
                _("See: qualcode voices show {name}").format(name=f"'{found.name}'"),
            )
        project.apply(take_out(found.id, quoted.id))
        call.say(_("{number} is no longer in {name}.").format(number=quoted.handle, name=found.name))


@verb(noun, "list", _("List the sets of voices."), example="qualcode voices list")
@rows
@pass_call
def _list(call: Call, *, out: Output) -> None:
    with call.open() as project:
        out.rows(
            [_row(project, v) for v in project.voice_sets()],
            [
                Column("id", _("Id"), short),
                Column("name", _("Voice set")),
                Column("about", _("About")),
                Column("voices", _("Voices")),
            ],
            keys="about_kind lead_in".split(),
        )


@verb(noun, "show", _("Show the voices of a set in their order."), example="qualcode voices show 'Om tiden'")
@_ref
@rows
@pass_call
def _show(call: Call, *, out: Output, voices: str) -> None:
    from qualcode.authoring.quote_reporting import quote_words
    from qualcode.authoring.quoting import Quoting

    with call.open() as project:
        found = project.voice_set(voices)
        by_id = {q.id: q for q in project.quotations()}
        quoting = Quoting(project)
        printed = [(v, quoting.printed(by_id[v.quotation])) for v in found.voices if v.quotation in by_id]
        out.rows(
            [
                {
                    "number": p.quotation.handle,
                    "mark": v.mark,
                    "lead_in": v.lead_in,
                    "speaker": p.speaker.name,
                    "text": p.text,
                }
                for v, p in printed
            ],
            [
                Column("number", _("Number")),
                Column("mark", _("Mark"), lambda value: quote_words.mark(value, _)),
                Column("speaker", _("Speaker")),
                Column("lead_in", _("Lead-in")),
                Column("text", _("Quotation")),
            ],
        )


@verb(noun, "edit", _("Change a set of voices."), example="qualcode voices edit 'Om tiden' --name 'Om tid och möten'")
@_ref
@click.option("--name", metavar="NAME", help=_("Its short name."))
@_about_options
@pass_call
def _edit(
    call: Call,
    *,
    voices: str,
    name: str | None,
    theme: str | None,
    finding: str | None,
    code: str | None,
    lead_in: str | None,
) -> None:
    with call.open(write=True) as project:
        found = project.voice_set(voices)
        fields: dict[str, object] = {}
        about = _about(project, theme, finding, code)
        if about is not None:
            fields |= {"about_kind": about[0], "about": about[1]}
        if name is not None:
            fields["name"] = name
        if lead_in is not None:
            fields["lead_in"] = lead_in
        if not fields:
            raise UsageProblem(_("nothing to change"), _("See: qualcode voices edit --help"))
        project.apply(edit_voices(found.id, **fields))
        call.say(_("Voice set {name} changed.").format(name=found.name))


@verb(noun, "remove", _("Remove a set of voices; its quotations stay."), example="qualcode voices remove 'Om tiden'")
@_ref
@pass_call
def _remove(call: Call, *, voices: str) -> None:
    with call.open(write=True) as project:
        found = project.voice_set(voices)
        project.apply(remove_voices(found.id))
        call.say(_("Voice set {name} removed.").format(name=found.name))


def _row(project: Project, voices: VoiceSet) -> dict[str, object]:
    by_id = {q.id: q.handle for q in project.quotations()}
    named = {
        "theme": {t.id: t.name for t in project.themes()},
        "finding": {f.id: f.name for f in project.findings()},
        "code": {c.id: c.handle for c in project.codebook().codes},
    }.get(voices.about_kind, {})
    return {
        "name": voices.name,
        "about_kind": voices.about_kind,
        "about": named.get(voices.about or "", ""),
        "lead_in": voices.lead_in,
        "voices": [by_id[v.quotation] for v in voices.voices if v.quotation in by_id],
        "id": voices.id,
    }
