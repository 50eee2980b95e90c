"""The command ``python -m qualcode.language.evaluate TASK FILES…``."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import click

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.language.evaluate import talk_tasks, text_tasks, word_tasks
from qualcode.language.evaluate.scores import Score, table

TASKS = {
    "tokens": text_tasks.tokens,
    "sentences": text_tasks.sentences,
    "lemmas": word_tasks.lemmas,
    "lemma-search": None,
    "compounds": word_tasks.compounds,
    "hyphens": None,
    "negation": talk_tasks.negation,
    "persons": talk_tasks.persons,
    "numbers": talk_tasks.numbers,
}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("task", type=click.Choice(list(TASKS)))
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="Print up to N errors of each score.")
@click.option(
    "--exceptions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="hyphens: the table of line-end hyphens that are not simply joined.",
)
def main(task: str, files: tuple[Path, ...], *, as_json: bool, errors: int, exceptions: Path | None) -> None:
    """Score one TASK of the Swedish language helpers on FILES with gold answers.

    The formats are described in docs/language.md.  For lemma-search the first file is the table of cues.
    """
    try:
        scores = _scores(task, files, exceptions)
    except QualcodeError as error:
        click.echo(f"{error.message} {error.hint}".strip(), err=True)
        sys.exit(error.exit_code)
    except (KeyError, IndexError, TypeError, ValueError, re.error) as error:
        click.echo(_("A file is not in a format of the task {task}: {error}").format(task=task, error=error), err=True)
        sys.exit(1)
    if as_json:
        rows = [{"file": name, **score.values(), "errors": score.errors[:errors]} for name, score in scores]
        click.echo(json.dumps({"task": task, "scores": rows}, ensure_ascii=False, indent=2))
        return
    click.echo(table([{"file": name, **score.values()} for name, score in scores]))
    for name, score in scores:
        for text in score.errors[:errors]:
            click.echo(f"{name}: {score.name}: {text}")


def _scores(task: str, files: tuple[Path, ...], exceptions: Path | None) -> list[tuple[str, Score]]:
    if task == "lemma-search":
        if len(files) < 2:
            raise QualcodeError(_("lemma-search needs a table of cues and a text."), _("Name the table first."))
        return [(files[0].name, score) for score in word_tasks.lemma_search(files[0], files[1:])]
    if task == "hyphens":
        return [(path.name, score) for path in files for score in word_tasks.hyphens(path, exceptions)]
    work = TASKS[task]
    assert work is not None  # both others are handled above
    return [(path.name, score) for path in files for score in work(path)]


if __name__ == "__main__":
    main()
