"""Quotations, printed from a project: grouped, with their ledger and, when wished, their context."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from qualcode.authoring.printable.kind import Kind, Option, Request
from qualcode.authoring.printable.layers import coder_option
from qualcode.authoring.quote_checking import project_ledger
from qualcode.authoring.quoting import PrintedQuotation, Quoting
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.core.sources import Turn
from qualcode.errors import UsageProblem
from qualcode.i18n import _
from qualcode.report.model import Place
from qualcode.report.quotations import (
    QuotationsReport,
    QuoteContext,
    QuoteEntry,
    QuoteGroup,
    QuoteParagraph,
    public_ledger,
)
from qualcode.report.wording import Wording

GROUPINGS = ("theme", "finding", "code", "voices", "speaker", "source")
_AROUND = 2  # turns before and after a passage


def kind() -> Kind:
    """Return the report ``quotations``."""
    groupings = (
        ("theme", _("theme")),
        ("finding", _("finding")),
        ("code", _("code")),
        ("voices", _("voice set")),
        ("speaker", _("speaker")),
        ("source", _("source")),
    )
    ledgers = (("people", _("with names")), ("groups", _("by role and office")), ("none", _("none")))
    return Kind(
        "quotations",
        _("quotations"),
        _("Print the quotations by theme, code, voice set, speaker or source, with who is quoted how much."),
        "qualcode report quotations -o citat.docx --style myndighet.docx\n"
        "qualcode report quotations --by voices --context -o citat.html",
        _make,
        (
            Option("by", _("grouped by"), _("What the quotations are grouped by."), "theme", groupings),
            Option("theme", _("only the theme"), _("Only quotations of this theme."), of="theme"),
            Option("code", _("only the code"), _("Only quotations with this code or those under it."), of="code"),
            Option(
                "ledger",
                _("ledger"),
                _("Whether the ledger names people, only groups, or is left out."),
                "people",
                ledgers,
            ),
            Option(
                "context",
                _("context"),
                _("Add what was said before and after each quotation, for readers who may see it."),
                flag=True,
            ),
            coder_option(),
        ),
    )


def _make(request: Request) -> QuotationsReport:
    project = request.project
    by = request.text("by", "theme")
    if by not in GROUPINGS:
        raise UsageProblem(
            _("There is no grouping {name}.").format(name=by),
            _("Choose one of: {names}.").format(names=", ".join(GROUPINGS)),
        )
    quoting = Quoting(project)
    theme, code = request.thing("theme", project.theme), request.thing("code", project.code)
    codes = project.codebook().descendants(code.id) if code is not None else frozenset()
    chosen = [
        q
        for q in project.quotations()
        if (theme is None or q.theme == theme.id) and (code is None or codes.intersection(q.codes))
    ]
    printed = quoting.all(chosen)
    gone = [p.quotation.handle for p in printed if p.state == "gone"]
    if gone:
        request.tell(
            _("Left out, since their words are gone from the text: {numbers}.").format(numbers=", ".join(gone))
        )
    printed = [p for p in printed if p.state != "gone"]
    work = _Work(request, quoting)
    ledger = request.text("ledger", "people")
    weighed = public_ledger(project_ledger(project, printed), request.public) if ledger != "none" and printed else None
    method = request.method(", ".join(t.name for t in (theme,) if t) or (code.handle if code else ""))
    return QuotationsReport(
        title=request.title or Wording(request.language).gettext("Quotations"),
        language=request.language,
        method=replace(method, counts={**method.counts, "quotations": len(printed)}),
        by=by,
        groups=tuple(work.groups(by, printed)),
        ledger=weighed,
        names=ledger == "people",
        contexts=tuple(work.context(p) for p in printed) if request.flag("context") else (),
    )


class _Work:
    """Turns quotations into what the report says."""

    def __init__(self, request: Request, quoting: Quoting) -> None:
        self.project, self.language, self.quoting = request.project, request.language, quoting
        self.public: Pseudonyms = request.public
        self.themes = {t.id: t for t in self.project.themes()}
        self.findings = {f.id: f for f in self.project.findings()}
        self.book = self.project.codebook()

    def entry(self, p: PrintedQuotation, **more: str) -> QuoteEntry:
        apply = self.public.apply
        where, words = self.quoting.attribution(p)
        several = len({s.speaker for s in p.said}) > 1
        names = {k.label: self.quoting.speaker(k.label, k.case).name for k in p.source.speakers}
        theme = self.themes.get(p.quotation.theme or "")
        return QuoteEntry(
            number=apply(p.quotation.handle),
            paragraphs=tuple(
                QuoteParagraph(apply(s.text), apply(names.get(s.speaker, s.speaker)) if several else "") for s in p.said
            ),
            place=Place(apply(p.source.handle), p.first_line, p.last_line),
            layout=self.quoting.layout(p.quotation),
            before=apply(words) if where == "before" else "",
            after=apply(words) if where == "after" else "",
            speaker=apply(p.speaker.name),
            codes=tuple(self.book.by_id[c].name(self.language) for c in p.quotation.codes if c in self.book.by_id),
            theme=apply(theme.name) if theme else "",
            note=apply(p.quotation.note),
            printed_in=tuple(apply(place) for place in p.quotation.printed_in),
            state=p.state,
            words=p.words,
            **more,
        )

    def groups(self, by: str, printed: Sequence[PrintedQuotation]) -> Iterable[QuoteGroup]:
        if by == "voices":
            yield from self._voices(printed)
            return
        keys: Callable[[PrintedQuotation], Sequence[str]] = {
            "theme": lambda p: [p.quotation.theme or ""],
            "finding": lambda p: [self._finding(p)],
            "code": lambda p: p.quotation.codes or ("",),
            "speaker": lambda p: [p.speaker.name],
            "source": lambda p: [p.source.id],
        }[by]
        order: list[str] = {
            "theme": [*self.themes],
            "finding": [*self.findings],
            "code": [c.id for c in self.book.standing],
            "speaker": sorted({p.speaker.name for p in printed}),
            "source": [s.id for s in self.project.sources()],
        }[by]
        grouped: dict[str, list[PrintedQuotation]] = {key: [] for key in order}
        for p in printed:
            for key in keys(p):
                grouped.setdefault(key if key in grouped else "", []).append(p)
        for key in [*(k for k in order if k), ""]:
            its = grouped.get(key, [])
            if its:
                name, claim = self._heading(by, key)
                yield QuoteGroup(self.public.apply(name), self.public.apply(claim), "", tuple(map(self.entry, its)))

    def _finding(self, p: PrintedQuotation) -> str:
        theme = self.themes.get(p.quotation.theme or "")
        return (theme.finding or "") if theme else ""

    def _heading(self, by: str, key: str) -> tuple[str, str]:
        if by == "theme" and key in self.themes:
            return self.themes[key].name, self.themes[key].claim
        if by == "finding" and key in self.findings:
            return self.findings[key].name, self.findings[key].claim
        if by == "code" and key in self.book.by_id:
            return self.book.by_id[key].name(self.language), ""
        if by == "source":
            source = next((s for s in self.project.sources() if s.id == key), None)
            return (source.title or source.handle, "") if source else ("", "")
        return key, ""

    def _voices(self, printed: Sequence[PrintedQuotation]) -> Iterable[QuoteGroup]:
        by_id = {p.quotation.id: p for p in printed}
        left = dict(by_id)
        for voices in self.project.voice_sets():
            entries = []
            for voice in voices.voices:
                p = by_id.get(voice.quotation)
                if p is not None:
                    left.pop(voice.quotation, None)
                    entries.append(self.entry(p, mark=voice.mark, lead_in=self.public.apply(voice.lead_in)))
            if entries:
                about = self.book.by_id.get(voices.about or "") if voices.about_kind == "code" else None
                thing = (self.themes if voices.about_kind == "theme" else self.findings).get(voices.about or "")
                claim = thing.claim if thing is not None else about.name(self.language) if about is not None else ""
                apply = self.public.apply
                yield QuoteGroup(apply(voices.name), apply(claim), apply(voices.lead_in), tuple(entries))
        if left:
            yield QuoteGroup("", "", "", tuple(map(self.entry, left.values())))

    def context(self, p: PrintedQuotation) -> QuoteContext:
        """Return the turns in which a quotation stands, with those before and after them."""
        turns = self.project.turns(p.source)
        text = self.project.text(p.source)
        names = {k.label: self.quoting.speaker(k.label, k.case).name for k in p.source.speakers}
        start, end = (p.wording.start, p.wording.end) if p.wording is not None else (0, 0)
        inside = [i for i, t in enumerate(turns) if t.start < end and t.end > start]

        def told(found: Sequence[Turn]) -> tuple[QuoteParagraph, ...]:
            apply = self.public.apply
            return tuple(
                QuoteParagraph(" ".join(apply(text[t.body : t.end]).split()), apply(names.get(t.speaker, t.speaker)))
                for t in found
            )

        first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
        return QuoteContext(
            self.public.apply(p.quotation.handle),
            Place(self.public.apply(p.source.handle), p.first_line, p.last_line),
            told(turns[max(0, first - _AROUND) : first]),
            told(turns[first:last]) or (QuoteParagraph(self.public.apply(" ".join(text[start:end].split()))),),
            told(turns[last : last + _AROUND]),
        )
