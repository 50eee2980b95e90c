"""What sweep shows: one candidate in its context, why it is one, and how far the sweep has come."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.core.codebook import Code
from qualcode.i18n import _, get_language
from qualcode.search.suggesting import Suggestion, precision, reason_text
from qualcode.tui.desk import Desk
from qualcode.tui.figures import bar, number, per_cent
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.steps import Steps

_BEFORE, _AFTER = 500, 700  # characters of context


class SweepView(Place):
    """The candidate at hand."""

    CONTEXT = "sweep"
    CSS_PATH = "sweep.tcss"
    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self) -> None:
        super().__init__()
        self.code: Code | None = None
        self.found: list[Suggestion] = []
        self.at = 0
        self.span = (0, 0)
        self.answers: dict[str, str] = {}
        self.skipped: list[str] = []
        self.facets: dict[str, str] = {}
        self.busy = ""
        self._stepping: tuple[str, Steps] | None = None

    def compose_body(self) -> ComposeResult:
        """Yield how far it has come, why it is a candidate, and the passage."""
        yield Static(id="how-far")
        yield Static(id="why")
        with VerticalScroll(id="context", can_focus=False):
            yield Static(id="passage")

    def on_mount(self) -> None:
        """Bring the passage into sight again whenever what stands around it takes more or fewer lines."""
        super().on_mount()
        context = self.query_one("#context", VerticalScroll)
        self.watch(context, "virtual_size", self._bring_soon, init=False)

    @property
    def candidate(self) -> Suggestion | None:
        """The candidate at hand."""
        return self.found[self.at] if self.at < len(self.found) else None

    def leave(self, desk: Desk) -> None:
        """Keep the code, the candidate and what was skipped."""
        if self.code is not None:
            at = self.candidate.id if self.candidate else ""
            desk.sweep = {"code": self.code.id, "at": at, "skipped": self.skipped}

    def go(self, n: int) -> None:
        """Show the n-th candidate."""
        self.at = max(0, min(n, len(self.found)))
        if self.candidate is not None:
            self.span = (self.candidate.start, self.candidate.end)
        self.show_candidate()
        self.put_lines()

    def show_candidate(self) -> None:
        """Write everything anew."""
        if not self.is_mounted:
            return
        self.query_one("#how-far", Static).update(self._how_far(), layout=False)
        self.query_one("#why", Static).update(self._why(), layout=False)
        self.query_one("#passage", Static).update(self._passage())
        self._bring_soon()

    def _bring_soon(self) -> None:
        self.call_after_refresh(self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        """Scroll to where the passage begins, with about a third of the context above it."""
        context, passage = self.query_one("#context", VerticalScroll), self.query_one("#passage", Static)
        before = 0
        if self.candidate is not None and not self.busy and passage.size.width:
            text = self.project.text(self.candidate.source)[self._first() : self.span[0]]
            before = Content(text).get_height({}, passage.size.width) if text else 0
        context.scroll_to(y=max(0, before - context.size.height // 3), animate=False)

    def _how_far(self) -> Content:
        if self.code is None:
            return Content(_("Choose a code to sweep for: c")).stylize("$quiet")
        book, language = self.project.codebook(), get_language()
        so_far = precision(self.project, self.code)
        share = _("precision so far {share}").format(share="–" if so_far.share is None else per_cent(so_far.share))
        judged = _("accepted {yes}   rejected {no}").format(yes=number(so_far.accepted), no=number(so_far.rejected))
        parts: list[Content | str | tuple[str, str]] = [(book.path_name(self.code.id, language), "bold"), "   "]
        if self.found:
            at = min(self.at + 1, len(self.found))
            where = _("candidate {n} of {all}").format(n=number(at), all=number(len(self.found)))
            parts += [(bar(len(self.answers) / len(self.found)), "$accent"), f" {where}   "]
        return Content.assemble(*parts, judged, "   ", (share, "$quiet"))

    def _why(self) -> Content:
        s = self.candidate
        if s is None or self.code is None:
            return Content("")
        line = self.project.line_map(s.source).lines(*self.span)
        lines = str(line[0]) if line[0] == line[1] else f"{line[0]}–{line[1]}"
        where = ", ".join(x for x in (s.source.title, _("line {line}").format(line=lines), s.speaker) if x)
        cue = any(r.kind == "cue" for r in s.reasons)
        if s.negated:
            negation = Content.assemble(("¬ " + _("negated by {word}").format(word=s.negated), "$warning"))
        else:
            negation = Content.assemble((_("not negated"), "$quiet")) if cue else Content("")
        answers = {
            "yes": _("accepted"),
            "no": _("rejected"),
            "other": _("given another code"),
            "judged": _("answered"),
            "skip": _("skipped"),
        }
        answer = answers.get(self.answers.get(s.id, ""), "")
        facets = self.project.codebook().facets
        names = [v.name(get_language()) for f in facets for v in f.values if self.facets.get(f.handle) == v.handle]
        first = Content.assemble((where, "$accent"), "   ", negation, "   ", (answer, "bold"), "   ", " · ".join(names))
        return Content("\n").join([first, Content("; ".join(reason_text(r) for r in s.reasons)).stylize("$quiet")])

    def _passage(self) -> Content:
        s = self.candidate
        if self.busy:
            return Content(self.busy).stylize("$accent")
        if s is None:
            done = _("No more candidates. r looks again, c takes another code.")
            return Content(done if self.code is not None else "").stylize("$quiet")
        text, (start, end) = self.project.text(s.source), self.span
        first = self._first()
        last = text.find(" ", min(len(text), end + _AFTER))
        last = len(text) if last < 0 else last
        words = Content(text[start:end]).stylize("bold on $chosen")
        if s.cue_at is not None and start <= s.cue_at[0] and s.cue_at[1] <= end:
            words = words.stylize("underline", s.cue_at[0] - start, s.cue_at[1] - start)
        return Content.assemble((text[first:start], "$quiet"), words, (text[end:last], "$quiet"))

    def _first(self) -> int:
        """Return where the words before the passage begin."""
        s, start = self.candidate, self.span[0]
        return self.project.text(s.source).rfind("\n", 0, start - _BEFORE) + 1 if s and start > _BEFORE else 0

    def details(self) -> list[str]:
        """Return the name of the code."""
        return [self.code.name(get_language())] if self.code else []
