"""``qualcode bundle``: one file that carries work to a colleague; and merging it into a project."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli import names
from qualcode.cli.asking import ask_passphrase
from qualcode.cli.frame import Call, command, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.cli.progress import progress_line
from qualcode.core.ids import short
from qualcode.errors import ProjectUnavailable, QualcodeError
from qualcode.i18n import _, ngettext

if TYPE_CHECKING:
    from qualcode.teams.merging import MergePlan

noun = new_noun("bundle", _("Carry work between copies of a project in one file."))
_file = click.argument("file", type=click.Path(path_type=Path))
_files = click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)


def new_passphrase(wanted: bool) -> str:
    """Return the passphrase to write under, from QUALCODE_PASSPHRASE or asked for twice; empty when none is wanted.

    Raises QualcodeError when one is wanted and there is nobody to ask.
    """
    if not wanted:
        return ""
    given = os.environ.get("QUALCODE_PASSPHRASE", "")
    if given:
        return given
    if not sys.stdin.isatty():
        raise QualcodeError(
            _("no passphrase was given"), _("Set QUALCODE_PASSPHRASE, or run the command in a terminal.")
        )
    return str(click.prompt(_("New passphrase"), hide_input=True, confirmation_prompt=True, err=True))


_recipient = click.option(
    "--recipient",
    "recipients",
    multiple=True,
    metavar="KEY",
    help=_("Encrypt the file for the holder of this public key of age (age1…); can be repeated."),
)


@verb(
    noun,
    "write",
    _("Write what a colleague lacks into one file; in an open blind round without anyone else's codings."),
    example="qualcode bundle write till-sara.bundle --to Sara\nqualcode bundle write min-del.bundle --mine",
)
@_file
@click.option("--to", metavar="NAME", shell_complete=names.coders, help=_("Leave out what this coder has already."))
@click.option("--round", "of_round", metavar="NAME", help=_("Only the codings on the sources of a round."))
@click.option(
    "--since", default="", metavar="DAY|FILE", help=_("Only what came after a day, or what a bundle's writer lacks.")
)
@click.option("--mine", is_flag=True, help=_("Only your own work."))
@click.option("--no-originals", is_flag=True, help=_("Leave out the files that sources were imported from."))
@click.option(
    "--passphrase",
    is_flag=True,
    help=_("Encrypt the file with age; the passphrase is asked for, or QUALCODE_PASSPHRASE."),
)
@_recipient
@pass_call
def _write(
    call: Call,
    *,
    file: Path,
    to: str | None,
    of_round: str | None,
    since: str,
    mine: bool,
    no_originals: bool,
    passphrase: bool,
    recipients: tuple[str, ...],
) -> None:
    from qualcode.teams.bundles import ENDING, write_bundle

    path = file if file.suffix else file.with_name(file.name + ENDING)
    with call.open() as project, progress_line(call) as progress:
        written = write_bundle(
            project,
            path,
            to=project.person(to) if to else None,
            of_round=project.round(of_round) if of_round else None,
            since=since,
            mine=mine,
            originals=not no_originals,
            passphrase=new_passphrase(passphrase and not recipients),
            recipients=recipients,
            progress=progress.show,
        )
    n = written.manifest.number
    call.say(
        ngettext("Written: {file}, {n} change, {size} kB.", "Written: {file}, {n} changes, {size} kB.", n).format(
            file=path, n=n, size=max(1, round(written.size / 1000))
        )
    )


@verb(
    noun,
    "inspect",
    _("Tell what is in a bundle, after checking all of it."),
    example="qualcode bundle inspect sara.bundle",
)
@_file
@rows
@pass_call
def _inspect(call: Call, *, out: Output, file: Path) -> None:
    from qualcode.teams.bundles import inspect_bundle
    from qualcode.wording import counted

    with ExitStack() as stack:
        project = None
        # Anyone may look into a bundle; who has the project sees no more of it than there.
        with suppress(ProjectUnavailable):
            project = stack.enter_context(call.open())
        contents = inspect_bundle(file, ask=ask_passphrase, project=project)
    about = contents.manifest
    call.say(
        _("{file}: {title}, written by {name} on {day}; {changes}, {texts}, {files}.").format(
            file=contents.file,
            title=about.title,
            name=about.actor_name,
            day=about.made[:10],
            changes=ngettext("{n} change", "{n} changes", contents.number).format(n=contents.number),
            texts=ngettext("{n} text", "{n} texts", contents.texts).format(n=contents.texts),
            files=ngettext("{n} file", "{n} files", contents.originals).format(n=contents.originals),
        )
    )
    if contents.hidden:
        call.say(_("What others coded in a blind round is in it too and is not counted."))
    if about.needs:
        call.say(_("It goes on from changes that the receiver must have."))
    if about.withheld:
        call.say(_("Some work was left out on purpose."))
    out.rows(
        (
            {"coder": c.person, "kind": c.kind, "number": c.number, "what": counted(c.kind, c.number)}
            for c in contents.counts
        ),
        [Column("coder", _("Coder")), Column("what", _("What"))],
        keys="coder kind number".split(),
    )


@verb(
    noun,
    "open",
    _("Make a project from a bundle of a whole one."),
    example="qualcode --coder Sara bundle open studie.bundle studie",
)
@_file
@click.argument("name")
@pass_call
def _open(call: Call, *, file: Path, name: str) -> None:
    from qualcode.teams.merging import open_bundle

    with open_bundle(file, Path(name), coder=call.coder, ask=ask_passphrase) as project:
        call.say(_("Project made: {file}").format(file=project.path))


def tell_plan(call: Call, out: Output, plan: MergePlan) -> None:
    """Write what a merge brought, and what waits for a decision."""
    from qualcode.wording import counted

    out.rows(
        (
            {"coder": c.person, "kind": c.kind, "number": c.number, "what": counted(c.kind, c.number)}
            for c in plan.counts
        ),
        [Column("coder", _("Coder")), Column("what", _("What"))],
        keys="coder kind number".split(),
    )
    for arrival in plan.arrivals:
        call.say(
            ngettext(
                "{file} from {name}, {day}: {new} new change, {known} known.",
                "{file} from {name}, {day}: {new} new changes, {known} known.",
                arrival.new,
            ).format(
                file=arrival.file, name=arrival.sender, day=arrival.made[:10], new=arrival.new, known=arrival.known
            )
        )
    if plan.hidden:
        call.say(_("What others coded in a blind round came along and stays hidden until the round is closed."))
    if plan.joined:
        n = plan.joined
        call.say(
            ngettext(
                "{n} thing changed in several places was joined without a question.",
                "{n} things changed in several places were joined without a question.",
                n,
            ).format(n=n)
        )
    for conflict, told in zip(plan.conflicts, plan.told, strict=True):
        call.say(f"  {short(conflict.id)}  {told.sentence()}")
    for pair in plan.twins:
        one, other = pair.names()
        alike = _("{one} and {other} are nearly the same text ({n} % of their lines).").format(
            one=one, other=other, n=pair.percent
        )
        call.say(alike)
        call.say("  " + _("To let the first stand for both: {command}").format(command=pair.command()))
    n = len(plan.conflicts)
    if n:
        call.say(
            ngettext(
                "{n} conflict waits for a decision; see: qualcode conflict list",
                "{n} conflicts wait for a decision; see: qualcode conflict list",
                n,
            ).format(n=n)
        )
    if plan.dry_run:
        call.say(_("Nothing was written."))
    elif plan.new:
        call.say(_("Merged; qualcode undo takes the whole merge back."))
    else:
        call.say(_("There was nothing new."))


def _merge(call: Call, out: Output, files: tuple[Path, ...], *, dry_run: bool, report: Path | None) -> None:
    from qualcode.teams.merging import merge_bundles

    if report is not None:
        from qualcode.teams.merge_plans import format_of, write_plan

        format_of(report)
    with call.open(write=True) as project, progress_line(call) as progress:
        plan = merge_bundles(project, files, dry_run=dry_run, ask=ask_passphrase, progress=progress.show)
        progress.clear()
        tell_plan(call, out, plan)
        if report is not None:
            write_plan(project, plan, report)
            call.say(_("Written: {file}").format(file=report))


_report = click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("Also write what comes in as a report; the ending of the name tells the format: md, html, docx, odt, pdf."),
)
_dry_run = click.option("--dry-run", is_flag=True, help=_("Only tell what would come in."))


@verb(
    noun,
    "merge",
    _("Merge bundles into the project, all of them or none; nothing is lost, and one undo takes it back."),
    example="qualcode bundle merge sara.bundle jonas.bundle --dry-run",
)
@_files
@_dry_run
@_report
@rows
@pass_call
def _merge_verb(call: Call, *, out: Output, files: tuple[Path, ...], dry_run: bool, report: Path | None) -> None:
    _merge(call, out, files, dry_run=dry_run, report=report)


@command(
    "merge",
    _("Merge bundles into the project, all of them or none; nothing is lost, and one undo takes it back."),
    example="qualcode merge sara.bundle\nqualcode merge sara.bundle --dry-run --report plan.md",
)
@_files
@_dry_run
@_report
@rows
@pass_call
def merge(call: Call, *, out: Output, files: tuple[Path, ...], dry_run: bool, report: Path | None) -> None:
    """Merge bundles."""
    _merge(call, out, files, dry_run=dry_run, report=report)


@command(
    "sync",
    _("Exchange work through a shared folder: take in what others left there, leave what it lacks."),
    example="qualcode sync /srv/studien/utbyte",
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--passphrase",
    is_flag=True,
    help=_("Encrypt the file with age; the passphrase is asked for, or QUALCODE_PASSPHRASE."),
)
@_recipient
@rows
@pass_call
def sync(call: Call, *, out: Output, folder: Path, passphrase: bool, recipients: tuple[str, ...]) -> None:
    """Exchange work through a shared folder."""
    from qualcode.teams.syncing import sync as exchange

    secret = new_passphrase(passphrase and not recipients)
    with call.open(write=True) as project, progress_line(call) as progress:
        done = exchange(
            project, folder, passphrase=secret, recipients=recipients, ask=ask_passphrase, progress=progress.show
        )
        progress.clear()
        if done.plan is not None:
            tell_plan(call, out, done.plan)
        for skipped in done.skipped:
            call.say(_("Left alone: {file} {why}.").format(file=skipped.file, why=skipped.why))
        if done.written:
            n = done.number
            call.say(
                ngettext(
                    "Left in the folder: {file}, {n} change.", "Left in the folder: {file}, {n} changes.", n
                ).format(file=done.written, n=n)
            )
        elif done.plan is None and done.problem is None:
            call.say(_("The folder and the project hold the same."))
        if done.problem is not None:
            raise done.problem
