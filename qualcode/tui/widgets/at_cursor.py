"""What stands at the cursor: the strip of codings, and the panel about the coding at hand."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from qualcode.core.codebook import Codebook
from qualcode.i18n import _, get_language
from qualcode.project import Project
from qualcode.search.talk import CleanQuote
from qualcode.tui.colours import CodePaint, readable
from qualcode.tui.figures import facets_words, quote
from qualcode.tui.open_source import OpenSource
from qualcode.tui.widgets.transcript import Transcript

_LINES = 4


class AtCursor(Static):
    """The codings at the cursor, one a line: code, facets, coder, quote; and what is selected."""

    def put(
        self,
        view: Transcript,
        opened: OpenSource,
        codebook: Codebook,
        paint: Mapping[str, CodePaint],
        coders: Mapping[str, str],
        *,
        clean: CleanQuote | None = None,
    ) -> None:
        """Show the codings at the place of command; ``coders`` names the coders other than oneself."""
        width = max(30, self.size.width - 2)
        lines: list[Content] = []
        if view.selection:
            start, end = view.target()
            label = _("selected, line {lines}: ").format(lines=opened.line_words(start, end))
            words = quote(opened.text[start:end], width - len(label))
            lines.append(Content.assemble((label, "$accent"), words))
        if clean is not None:
            rule = clean.rule() or _("nothing to leave out")
            label = _("clean: ")
            words = quote(clean.words, max(12, width - len(label) - len(rule) - 3))
            lines.append(Content.assemble((label, "$accent"), words, "   ", (rule, "$quiet")))
        ground = self.app.theme_variables.get("background", "#000000")
        here = view.marks_here()
        room = _LINES - len(lines)
        if len(here) > room:
            # The coding at hand is always among those shown.
            at = next((i for i, m in enumerate(here) if m.id == view.hand), 0)
            first = max(0, min(at - room + 2, len(here) - room + 1))
            shown, hidden = here[first : first + room - 1], len(here) - room + 1
        else:
            shown, hidden = here, 0
        for mark in shown:
            coding = opened.codings.get(mark.id)
            if coding is None:
                continue
            code = paint.get(mark.code)
            facets = facets_words(coding, codebook)
            coder = coders.get(coding.coder, "")
            sign = Content.assemble(
                ("▸" if mark.id == view.hand else " ", "bold"),
                (f"{code.letter} " if code else "", readable(code.colour, ground) if code else ""),
            )
            about = Content.assemble(
                (f"  {facets}" if facets else "", "$accent"), (f"  {coder}" if coder else "", "$quiet")
            )
            limit = max(20, width * 2 // 3) - 2
            # Where there is no room for all, the codes above give way before the code itself.
            name = codebook.path_name(mark.code, get_language())
            if sign.cell_length + cell_len(name) + about.cell_length > limit:
                of_code = codebook.by_id.get(mark.code)
                above = "… › " if of_code is not None and of_code.parent else ""
                name = above + (of_code.name(get_language()) if of_code is not None else "")
            head = Content.assemble(sign, (name, "bold" if mark.id == view.hand else ""), about)
            head = Content.assemble(head.truncate(limit, ellipsis=True), "  ")
            rest = quote(opened.text[mark.start : mark.end], max(8, width - head.cell_length))
            lines.append(Content.assemble(head, (rest, "$quiet")))
        if hidden:
            lines.append(Content(_("  and {n} more: a takes the next in hand").format(n=hidden)).stylize("$quiet"))
        if not lines:
            lines.append(Content(_("not coded here")).stylize("$quiet"))
        self.update(Content("\n").join(lines), layout=False)


class Inspector(Static):
    """What is written about the coding at hand: condensation, memos, the code's definition."""

    def put(self, view: Transcript, opened: OpenSource, codebook: Codebook, project: Project) -> None:
        """Show what belongs to the coding at hand and to the passage."""
        parts: list[Content] = []
        start, end = view.selection or (view.cursor, view.cursor + 1)
        parts += [Content.assemble((_("Condensed") + "  ", "$accent"), c.text) for c in opened.condensed_at(start, end)]
        hand = opened.codings.get(view.hand or "")
        if hand is not None:
            memos = project.memos(about=hand.id)
            parts += [Content.assemble((_("Memo") + "  ", "$accent"), memo.text) for memo in memos]
            code = codebook.by_id.get(hand.code)
            if code is not None:
                head = Content.assemble((code.name(get_language()), "bold"))
                text = code.definition or _("no definition yet")
                parts.append(Content.assemble(head, "  ", (text, "" if code.definition else "$quiet")))
                if code.when_not:
                    parts.append(Content.assemble((_("Not when") + "  ", "$quiet"), code.when_not))
        self.update(Content("\n").join(parts), layout=False)
