"""The legend of the stripes: the codes on the part of the text that is in sight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from textual.content import Content
from textual.widgets import Static

from qualcode.core.codebook import Codebook
from qualcode.i18n import _, get_language
from qualcode.tui.colours import CodePaint, readable
from qualcode.tui.figures import number
from qualcode.tui.widgets.transcript import Transcript


class Legend(Static):
    """A line for each code in sight, in the order of the text: colour and letter of its stripe, name, codings."""

    def put(self, view: Transcript, codebook: Codebook, paint: Mapping[str, CodePaint]) -> None:
        """Show the codes of the rows in sight, as many as there is room for."""
        codes = Counter(m.code for m in view.marks_in_sight())
        width, room = max(16, self.size.width - 2), max(3, self.size.height)
        ground = self.app.theme_variables.get("background", "#000000")
        at_hand = {m.code for m in view.marks_here()}
        lines: list[Content] = [Content(_("Codes in sight")).stylize("$quiet")]
        shown = list(codes) if len(codes) < room else list(codes)[: room - 2]
        for code in shown:
            known, drawn = codebook.by_id.get(code), paint.get(code)
            count = number(codes[code])
            stripe = (f"┃{drawn.letter} ", readable(drawn.colour, ground)) if drawn else "  "
            name = known.name(get_language()) if known else ""
            head = Content.assemble(stripe, (name, "bold" if code in at_hand else ""))
            head = head.truncate(max(4, width - len(count) - 1), ellipsis=True, pad=True)
            lines.append(Content.assemble(head, (f" {count}", "$quiet")))
        if len(shown) < len(codes):
            lines.append(Content(_("and {n} more").format(n=number(len(codes) - len(shown)))).stylize("$quiet"))
        if not codes:
            lines.append(Content(_("no codings in sight")).stylize("$quiet"))
        self.update(Content("\n").join(lines), layout=False)
