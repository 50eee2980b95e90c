"""``qualcode guide``: interview guides and their questions, from and to a file."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.frame import Call, new_noun, pass_call, verb
from qualcode.cli.output import Column, Output, rows
from qualcode.cli.releasing import allow_option, release_form
from qualcode.i18n import _, ngettext

noun = new_noun("guide", _("Keep the interview guides: a bank of questions with wordings for each role."))


@verb(
    noun,
    "import",
    _("Read the guides in from a YAML file; what the file no longer has is taken away, and undo brings it back."),
    example="qualcode guide import intervjuguide.yaml",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("Only tell what would change."))
@pass_call
def _import(call: Call, *, file: Path, dry_run: bool) -> None:
    from qualcode.exchanging import import_guides

    with call.open(write=not dry_run) as project:
        n = len(import_guides(project, file, dry_run=dry_run))
    if dry_run:
        call.say(ngettext("{n} change would be made.", "{n} changes would be made.", n).format(n=n))
    elif n:
        call.say(ngettext("{n} change made.", "{n} changes made.", n).format(n=n))
    else:
        call.say(_("The project has these guides already."))


@verb(noun, "export", _("Write the guides as YAML."), example="qualcode guide export -o intervjuguide.yaml")
@click.option("-o", "--out", "out_file", metavar="FILE", help=_("Write to a file."))
@allow_option
@pass_call
def _export(call: Call, *, out_file: str | None, allow: str) -> None:
    from qualcode.exchanging import guides_file

    call.allow = allow
    with call.open() as project:
        text = guides_file(project)
        if out_file not in (None, "-"):
            release_form(call, text)
    Output(file=out_file).text(text)


@verb(noun, "list", _("List the questions with their number in each guide."), example="qualcode guide list --json")
@rows
@pass_call
def _list(call: Call, *, out: Output) -> None:
    with call.open() as project:
        bank = project.question_bank()
        numbers = {g.handle: {q.id: n for n, q in enumerate(bank.asked(g.handle), 1)} for g in bank.guides}
        out.rows(
            (
                {
                    "id": q.handle,
                    "topic": q.topic,
                    "text": q.text,
                    "numbers": {g: found[q.id] for g, found in numbers.items() if q.id in found},
                    "variants": dict(q.variants),
                    "probes": list(q.probes),
                    "codes": list(q.codes),
                }
                for q in bank.questions
            ),
            [
                Column("id", _("Id")),
                Column("topic", _("Topic")),
                Column("text", _("Question")),
                Column("numbers", _("Guides"), lambda found: ", ".join(f"{g} {n}" for g, n in found.items())),
            ],
            keys="id topic text numbers variants probes codes".split(),
        )
