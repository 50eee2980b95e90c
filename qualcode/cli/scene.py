"""``qualcode scene``: composed scenes, each written as a YAML file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli import names
from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows, write_file, yes_no
from qualcode.cli.releasing import allow_option, release_form
from qualcode.core.ids import new_id, short
from qualcode.core.scenes import add_scene, edit_scene, remove_scene
from qualcode.errors import CheckFailed, QualcodeError
from qualcode.i18n import _, get_language, ngettext
from qualcode.wording import scene_kind

if TYPE_CHECKING:
    from qualcode.core.scenes import Scene
    from qualcode.project import Project

noun = new_noun("scene", _("Compose scenes out of field notes and talk, and check them."))
_ref = click.argument("scene", shell_complete=names.scenes)
_file = click.argument("file", type=click.Path(path_type=Path))


@verb(noun, "list", _("List the scenes."), example="qualcode scene list")
@rows
@pass_call
def _list(call: Call, *, out: Output) -> None:
    with call.open() as project:
        out.rows(
            (_row(project, scene, n) for n, scene in enumerate(project.scenes(), start=1)),
            [
                Column("number", "#"),
                Column("title", _("Title")),
                Column("kind", _("Kind"), scene_kind),
                Column("event", _("Event")),
                Column("words", _("Words")),
                Column("ended", _("Ended"), yes_no),
                Column("problems", _("Problems")),
            ],
            keys=_KEYS,
        )


@verb(noun, "show", _("Show a scene as it is told."), example='qualcode scene show "Vågen vid infarten"')
@_ref
@rows
@pass_call
def _show(call: Call, *, out: Output, scene: str) -> None:
    with call.open() as project:
        found = project.scene(scene)
        number = next(n for n, s in enumerate(project.scenes(), start=1) if s.id == found.id)
        row = _row(project, found, number)
        row |= {
            "setting": found.setting,
            "narrator": found.narrator,
            "lead_in": found.lead_in,
            "lead_in_role": found.lead_in_role,
            "cast": [
                {
                    "name": c.name,
                    "role": c.role,
                    "organisation": c.organisation,
                    "pronoun": c.pronoun,
                    "presence": c.presence,
                }
                for c in found.cast
            ],
            "blocks": [
                {
                    "type": b.type,
                    "speaker": b.speaker,
                    "fidelity": b.fidelity,
                    "text": b.text,
                    "passages": len(b.segments),
                }
                for b in found.blocks
            ],
            "analysis": found.analysis,
            "points": [{"text": p.text, "code": _handle(project, p.code)} for p in found.points],
            "back_references": list(found.back_references),
            "masking": [{"printed": m.printed, "kind": m.kind, "reason": m.reason} for m in found.masking],
            "memos": [m.text for m in project.memos(about=found.id)],
        }
        if out.shape == "table":
            out.text(_told(project, found))
        else:
            out.record(row, [], keys=[*_KEYS, *(k for k in row if k not in _KEYS)])


@verb(noun, "add", _("Add a scene from a YAML file."), example="qualcode scene add vagen-vid-infarten.yaml")
@_file
@pass_call
def _add(call: Call, *, file: Path) -> None:
    from qualcode.exchanging import read_scene_file

    with call.open(write=True) as project:
        known = project.scenes()
        new = read_scene_file(project, file)
        if any(s.title.casefold() == new.title.casefold() for s in known):
            raise QualcodeError(
                _("there is a scene {title} already").format(title=new.title),
                _("Change it with: qualcode scene edit …, or give the new one another title."),
            )
        new = replace(new, id=new_id(), position=max((s.position for s in known), default=-1) + 1)
        project.apply(add_scene(new))
        call.made([new.id])
        _tell_problems(call, project, new)


@verb(
    noun,
    "edit",
    _("Put the scene of a YAML file in the place of one in the project."),
    example='qualcode scene export "Vågen vid infarten" -o scen.yaml  # change it, then:\n'
    'qualcode scene edit "Vågen vid infarten" scen.yaml',
)
@_ref
@_file
@pass_call
def _edit(call: Call, *, scene: str, file: Path) -> None:
    from qualcode.exchanging import read_scene_file

    with call.open(write=True) as project:
        before = project.scene(scene)
        after = replace(read_scene_file(project, file), id=before.id, position=before.position)
        change = edit_scene(before, after)
        if not change.body:
            call.say(_("The file says nothing new."))
            return
        project.apply(change)
        _tell_problems(call, project, after)


@verb(
    noun,
    "export",
    _("Write a scene as YAML, to change it and put it back with edit."),
    example='qualcode scene export "Vågen vid infarten" -o scen.yaml',
)
@_ref
@click.option("-o", "--out", "out_file", type=click.Path(path_type=Path), metavar="FILE", help=_("Write to a file."))
@allow_option
@pass_call
def _export(call: Call, *, scene: str, out_file: Path | None, allow: str) -> None:
    from qualcode.exchanging import scene_file

    call.allow = allow
    with call.open() as project:
        text = scene_file(project, project.scene(scene))
        if out_file is not None:
            release_form(call, text)
    if out_file is None:
        click.echo(text, nl=False)
    else:
        write_file(out_file, text.encode("utf-8"))
        call.say(_("Written: {file}").format(file=out_file))


@verb(
    noun,
    "check",
    _("Check scenes: verbatim still verbatim, pronouns, cast, masking, length, end; exit code 4 when any fails."),
    example="qualcode scene check",
)
@click.argument("scenes", nargs=-1, shell_complete=names.scenes)
@rows
@pass_call
def _check(call: Call, *, out: Output, scenes: tuple[str, ...]) -> None:
    from qualcode.checking import scene_problem

    with call.open() as project:
        chosen = [project.scene(ref) for ref in scenes] or project.scenes()
        found = [
            {
                "scene": s.title,
                "block": p.block or None,
                "check": p.check,
                "message": scene_problem(p),
                "detail": dict(p.detail),
            }
            for s in chosen
            for p in project.check_scene(s)
        ]
        out.rows(
            found,
            [Column("scene", _("Scene")), Column("block", _("Block")), Column("message", _("Problem"))],
            keys="scene block check message detail".split(),
        )
    if found:
        raise CheckFailed(
            ngettext("{n} problem in the scenes", "{n} problems in the scenes", len(found)).format(n=len(found)),
            _("Export the scene, mend it, and put it back with: qualcode scene edit"),
        )
    call.say(ngettext("{n} scene is sound.", "{n} scenes are sound.", len(chosen)).format(n=len(chosen)))


@verb(noun, "remove", _("Remove a scene; undo brings it back."), example='qualcode scene remove "Vågen vid infarten"')
@_ref
@pass_call
def _remove(call: Call, *, scene: str) -> None:
    with call.open(write=True) as project:
        found = project.scene(scene)
        project.apply(remove_scene(found.id))
        call.say(_("Scene {title} removed.").format(title=found.title))


_KEYS = "number title kind event words ended problems codes id".split()


def _row(project: Project, scene: Scene, number: int) -> dict[str, object]:
    return {
        "number": number,
        "title": scene.title,
        "kind": scene.kind,
        "event": next((c.name for c in project.cases() if c.id == scene.event), None),
        "words": scene.words(),
        "ended": scene.ended,
        "problems": len(project.check_scene(scene)),
        "codes": [h for c in scene.codes if (h := _handle(project, c))],
        "id": scene.id,
    }


def _handle(project: Project, code: str | None) -> str | None:
    found = project.codebook().by_id.get(code or "")
    return found.handle if found else None


def _told(project: Project, scene: Scene) -> str:
    """Return a scene as plain text: lead-in, heading, blocks, analysis."""
    parts = [scene.lead_in, f"{scene_kind(scene.kind).capitalize()}: {scene.title}"]
    parts += [f"– {b.speaker}: {b.text}" if b.type == "dash_turn" and b.speaker else b.text for b in scene.blocks]
    parts.append(scene.analysis)
    book = project.codebook().by_id
    named = ((point.text, book.get(point.code or "")) for point in scene.points)
    parts += [f"• {text} ({code.name(get_language())})" if code else f"• {text}" for text, code in named]
    return "\n\n".join(part for part in parts if part) + "\n"


def _tell_problems(call: Call, project: Project, scene: Scene) -> None:
    found = project.check_scene(scene)
    call.say(_("Scene {title}: {words} words.").format(title=scene.title, words=scene.words()))
    if found:
        text = ngettext(
            "{n} problem; see: qualcode scene check {id}", "{n} problems; see: qualcode scene check {id}", len(found)
        )
        call.say(text.format(n=len(found), id=short(scene.id)))
