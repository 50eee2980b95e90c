"""``qualcode check quotes``: a manuscript's quotations, held against the sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.frame import Call, command, pass_call
from qualcode.cli.output import Column, Output, rows, write_file
from qualcode.cli.progress import progress_line
from qualcode.errors import CheckFailed
from qualcode.i18n import LANGUAGES, _, ngettext

if TYPE_CHECKING:
    from qualcode.authoring.quote_checking import Checked

_KEYS = (
    "file page paragraph line verdict form text words source source_line speaker number named edits differences"
).split()
_REPORTS = {".html": "html", ".htm": "html", ".md": "md", ".docx": "docx", ".odt": "odt", ".pdf": "pdf"}


@command(
    "quotes",
    _(
        "Look up every quotation and cited number of manuscripts (.docx, .odt, .html, .md, .txt) in the sources; "
        "exit code 4 when a quotation is altered, attributed to another speaker, or not found."
    ),
    example="qualcode check quotes rapport.docx\n"
    "qualcode check quotes rapport.docx --report citatkontroll.html --key ~/nyckel.csv",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help=_("Also list quotations with nothing to look at."))
@click.option(
    "--least",
    type=click.IntRange(min=1),
    default=5,
    metavar="N",
    help=_("Words from which on a quotation is looked up."),
)
@click.option(
    "--report",
    "report_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("Also write a report: .html, .md, .docx, .odt or .pdf."),
)
@click.option("--lang", type=click.Choice(LANGUAGES), help=_("The language of the report."))
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("A CSV list name,pseudonym, kept outside the project, put on everything printed."),
)
@rows
@pass_call
def quotes(
    call: Call,
    *,
    out: Output,
    files: tuple[Path, ...],
    everything: bool,
    least: int,
    report_file: Path | None,
    lang: str | None,
    key: Path | None,
) -> None:
    """Check the quotations of manuscripts."""
    from qualcode.authoring.printing import pseudonyms
    from qualcode.authoring.quote_checking import WRONG, check_manuscript
    from qualcode.authoring.quote_reporting import print_quote_check, quote_words
    from qualcode.errors import UsageProblem

    to = _REPORTS.get(report_file.suffix.lower(), "") if report_file is not None else ""
    if report_file is not None and (not to or len(files) > 1):
        raise UsageProblem(
            _("the report cannot be written to {file}").format(file=report_file),
            _("Check one manuscript, and end the name in one of {endings}.").format(endings=", ".join(_REPORTS)),
        )
    found: list[dict[str, object]] = []
    wrong = checked = 0
    with call.open() as project, progress_line(call) as line:
        public = pseudonyms(project, key)
        for file in files:
            done = check_manuscript(project, file, public=public, least_words=least, progress=line.show)
            if done is None:
                continue
            wrong += len(done.wrong)
            checked += len(done.checked)
            found += [_row(file.name, c) for c in done.checked if everything or c.verdict in WRONG]
            if report_file is not None:
                rendered = print_quote_check(project, done, to=to, language=lang, public=public, allow=call.allow)
                for note in rendered.notes:
                    call.say(note)
                write_file(report_file, rendered.data)
                call.say(_("Written: {file}").format(file=report_file))
            line.clear()
            told = ", ".join(f"{n} {quote_words.verdict(v, _)}" for v, n in done.counts().items())
            call.say(f"{file.name}: {told or _('no quotations')}")
    out.rows(
        found,
        [
            *([Column("file", _("File"))] if len(files) > 1 else []),
            Column("place", _("Place")),
            Column("verdict", _("Result"), lambda value: quote_words.verdict(value, _)),
            Column("text", _("Quotation")),
            Column("told", _("What differs")),
            Column("where", _("Source")),
        ],
        keys=_KEYS,
    ) if out.shape == "table" else out.rows(found, [], keys=_KEYS)
    if wrong:
        raise CheckFailed(
            ngettext("{n} of {all} quotations to look at", "{n} of {all} quotations to look at", wrong).format(
                n=wrong, all=checked
            ),
            _("Nothing was changed by the check."),
        )


def _row(file: str, checked: Checked) -> dict[str, object]:
    place = checked.paragraph
    where = _("p. {page}, ¶ {n}").format(page=place.page, n=place.n) if place.page else f"¶ {place.n}"
    return {
        "file": file,
        "page": place.page or None,
        "paragraph": place.n,
        "line": place.line or None,
        "place": _("line {line}").format(line=place.line) if place.line and not place.page else where,
        "verdict": checked.verdict,
        "form": checked.form,
        "text": checked.text,
        "words": checked.words,
        "source": checked.source,
        "source_line": checked.line or None,
        "speaker": checked.speaker,
        "number": checked.number,
        "named": checked.named,
        "edits": list(checked.edits),
        "differences": [{"source": d.source, "printed": d.printed} for d in checked.differences],
        "told": _told(checked),
        "where": f"{checked.source} {checked.line}" if checked.source else "",
    }


def _told(checked: Checked) -> str:
    parts = [f"{d.source or '–'} → {d.printed or '–'}" for d in checked.differences]
    if checked.verdict == "speaker":
        parts.append(
            _("said by {speaker}, attributed to {named}").format(
                speaker=checked.speaker or _("unknown"), named=checked.named
            )
        )
    elif checked.verdict == "number":
        parts.append(
            _("the words are {number}, cited is {named}").format(
                number=checked.number or _("no quotation"), named=checked.named
            )
        )
    return "; ".join(parts)
