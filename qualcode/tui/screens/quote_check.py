"""The check of a manuscript's quotations, and the ledger, shown in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from textual.content import Content
from textual.worker import get_current_worker

from qualcode.authoring.quote_checking import WRONG, Checked, QuoteCheck, check_manuscript, project_ledger
from qualcode.authoring.quoting import PrintedQuotation
from qualcode.core.quote_ledger import Ledger
from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.tui import files
from qualcode.tui.alongside import alongside
from qualcode.tui.figures import bar, number, per_cent, quote
from qualcode.tui.screens.dialogs import ShowText
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.fields import Field

_SHOWN = 200
_ENDINGS = {".html": "html", ".md": "md", ".docx": "docx", ".odt": "odt", ".pdf": "pdf"}


def ask_manuscript(screen: Place) -> None:
    """Ask for a manuscript, look up its quotations in a thread, and show what is to look at."""
    kept = screen.qualcode.desk.report
    fields = [
        Field(
            "manuscript", _("manuscript"), kept.get("manuscript", ""), placeholder=_(".docx, .odt, .html, .md or .txt")
        ),
        Field("key", _("pseudonym list"), kept.get("key", ""), placeholder=_("a CSV file: name,pseudonym")),
        Field("check_report", _("report to"), kept.get("check_report", ""), placeholder="exports/citatkontroll.html"),
        Field("allow", _("print even so"), "", placeholder=_("the reason for printing what shows somebody")),
    ]

    def check(changed: Mapping[str, str]) -> str:
        named = changed.get("manuscript", kept.get("manuscript", ""))
        path = files.beside(screen.project, named)
        return "" if named and path.is_file() else _("there is no such file")

    def then(changed: Mapping[str, str] | None) -> None:
        values = {f.name: f.value for f in fields} | dict(changed or {})
        if changed is None and not values["manuscript"]:
            return
        allow = values.pop("allow")  # a reason holds for one printing
        kept.update(values)
        report = values["check_report"]
        key = files.beside(screen.project, values["key"]) if values["key"] else None
        target = files.beside(screen.project, report) if report else None
        start(screen, files.beside(screen.project, values["manuscript"]), key, target, allow=allow)

    screen.app.push_screen(FormScreen(_("Check the quotations of a manuscript"), fields, check=check), then)


def start(screen: Place, manuscript: Path, key: Path | None, target: Path | None, *, allow: str = "") -> None:
    """Look up a manuscript's quotations in a thread; starting anew stops the one before.

    ``allow`` is the reason for writing a report that shows somebody; it is logged.
    """
    app = screen.qualcode

    def run() -> None:
        from qualcode.authoring.printing import pseudonyms
        from qualcode.authoring.quote_reporting import print_quote_check

        worker = get_current_worker()
        told = 0

        def say(done: int, total: int) -> None:
            nonlocal told
            if done * 4 // max(1, total) > told:
                told = done * 4 // total
                app.call_from_thread(app.notify, _("{n} of {all}").format(n=number(done), all=number(total)), timeout=2)

        try:
            with alongside(screen.project, write=bool(allow)) as project:
                public = pseudonyms(project, key)
                done = check_manuscript(
                    project, manuscript, public=public, progress=say, cancelled=lambda: worker.is_cancelled
                )
                if done is None:
                    return
                if target is not None:
                    to = _ENDINGS.get(target.suffix.lower(), "html")
                    files.write(target, print_quote_check(project, done, to=to, public=public, allow=allow).data)
        except QualcodeError as error:
            app.call_from_thread(app.tell, error)
            return
        app.call_from_thread(_show, screen, done, target)

    app.notify(_("looking up the quotations …"), timeout=3)
    app.run_worker(run, thread=True, exclusive=True, group="quote check")


def _show(screen: Place, done: QuoteCheck, target: Path | None) -> None:
    from qualcode.authoring.quote_reporting import quote_words

    lines = [
        Content(", ".join(f"{n} {quote_words.verdict(v, _)}" for v, n in done.counts().items()) or _("no quotations"))
    ]
    if target is not None:
        shown = files.shown(screen.project, target)
        lines.append(Content(_("Written: {file}").format(file=shown)).stylize("$accent"))
    lines.append(Content(""))
    for each in done.wrong[:_SHOWN]:
        lines += [*_lines(each), Content("")]
    if len(done.wrong) > _SHOWN:
        lines.append(Content(_("and {n} more").format(n=number(len(done.wrong) - _SHOWN))))
    lines += _ledger_lines(done.ledger)
    title = _("Quotations of {file}").format(file=done.file)
    screen.app.push_screen(ShowText(title, Content("\n").join(lines), wide=True))


def _lines(each: Checked) -> list[Content]:
    from qualcode.authoring.quote_reporting import quote_words

    place = each.paragraph
    where = _("page {page}, paragraph {n}").format(page=place.page, n=place.n) if place.page else ""
    where = where or (_("line {line}").format(line=place.line) if place.line else _("paragraph {n}").format(n=place.n))
    style = "$warning" if each.verdict in WRONG else ""
    source = f"  {each.speaker} · {each.source} {each.line}" if each.source else ""
    head = Content.assemble((f"{where}  ", "$quiet"), (quote_words.verdict(each.verdict, _), style), (source, "$quiet"))
    out = [head, Content(f"  {quote(each.text, 300)}")]
    out += [
        Content.assemble("    ", (d.source or "–", "$quiet strike" if d.source else "$quiet"), " → ", d.printed or "–")
        for d in each.differences
    ]
    if each.verdict in ("speaker", "number"):
        out.append(Content("    " + _("the manuscript says {named}").format(named=each.named)))
    return out


def show_ledger(screen: Place, printed: Iterable[PrintedQuotation]) -> None:
    """Show who is quoted how much in quotations."""
    told = project_ledger(screen.project, printed)
    lines = _ledger_lines(told) or [Content(_("No quotations yet."))]
    screen.app.push_screen(ShowText(_("Who is quoted"), Content("\n").join(lines), wide=True))


def _ledger_lines(told: Ledger) -> list[Content]:
    if not told.quotations:
        return []
    lines = [
        Content(
            ngettext("{n} quotation, {words} words.", "{n} quotations, {words} words.", told.quotations).format(
                n=number(told.quotations), words=number(told.words)
            )
        ).stylize("bold")
    ]
    for few in told.few:
        text = (
            _("{part} of {whole} quoted words come from {people} of {sample} people.")
            if few.of == "words"
            else _("{part} of {whole} quotations come from {people} of {sample} people.")
        )
        words = text.format(part=number(few.part), whole=number(few.whole), people=few.people, sample=few.sample)
        lines.append(Content(f"⚠ {words}").stylize("$warning"))
    for rows in (told.people, told.roles, told.offices):
        lines.append(Content(""))
        for row in rows:
            name = ", ".join(x for x in (row.name, row.role) if x) or _("unknown")
            quoted = _("{n} of {all} quoted").format(n=row.quoted, all=row.people) if rows is not told.people else ""
            lines.append(
                Content.assemble(
                    f"{name[:34]:<34} {number(row.quotations):>4} ",
                    (bar(row.share), "$accent"),
                    f" {per_cent(row.share):>5}  ",
                    (_("{n} words, {share}").format(n=number(row.words), share=per_cent(row.word_share)), "$quiet"),
                    (f"  {quoted}", "$quiet"),
                )
            )
    if told.unquoted:
        lines += [
            Content(""),
            Content(_("Not quoted: {names}.").format(names=", ".join(p.name for p in told.unquoted))),
        ]
    for one, other in told.reused:
        lines.append(Content(f"⚠ {_('{one} and {other} print the same words.').format(one=one, other=other)}"))
    return lines
