"""The seams between lines: what stands between two lines of running text, and what should."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.core.hyphens import SURE, HyphenJudge, Verdict, ends_in_hyphen
from qualcode.core.texts import Edit, in_order
from qualcode.ingest.repair.layout import Conventions, Line, begins_anew, ends_sentence, goes_on
from qualcode.ingest.repair.values import Flag, Repairs

_WHY = {
    "footnote": "a footnote inside the running text",
    "page-number": "a page number",
    "page-head": "a running head",
}


def _continues(a: Line, b: Line, spare: int, *, new_page: bool) -> bool:
    """Tell whether a paragraph goes on from one line to the other, ``spare`` blank lines between them.

    Over blank lines it does only in lower case: over those that a page left, or over a single one
    that stands in the middle of a sentence.
    """
    if spare and not b.body[0].islower():
        return False
    if spare and not new_page and (spare > 1 or ends_sentence(a) or len(a.body) < 0.6 * a.width):
        return False
    return goes_on(a, b, new_page=new_page)


class Mender:
    """Goes from each running line to the next and edits what stands between them."""

    def __init__(
        self, base: str, lines: Sequence[Line], conventions: Conventions, skip: frozenset[str], judge: HyphenJudge
    ) -> None:
        self._base = base
        self._lines = lines
        self._conventions = conventions
        self._skip = skip
        self._judge = judge
        self._edits: list[Edit] = []
        self._flags: list[Flag] = []
        self._messy = conventions.hard_wrapped or conventions.page_tops

    def mend(self) -> Repairs:
        """Return all repairs of the text."""
        before: Line | None = None
        between: list[Line] = []
        for line in self._lines:
            if line.role:
                between.append(line)
                continue
            self._gap(before, between, line)
            before, between = line, []
        self._gap(before, between, None)
        return Repairs(in_order(self._edits, len(self._base)), tuple(self._flags), self._conventions)

    def _gap(self, a: Line | None, between: Sequence[Line], b: Line | None) -> None:
        """Mend what stands between two running lines; either may be missing at an end of the text."""
        if a is None and b is None:
            return
        debris = any(line.role != "blank" for line in between)
        start, end = 0, len(self._base)
        joined = False
        if b is not None:
            end = b.start
        if a is not None:
            # Lifted matter begins after the line end that the running text keeps.
            start = between[0].start if debris else min(a.stop + 1, len(self._base))
        if a is not None and b is not None:
            joined = self._seam(a, b, sum(line.role == "blank" for line in between), start if debris else end)
        own_top = b is not None and b.page_top and b.indent > 0 and "page-top" not in self._skip
        if debris:
            # A line that goes on loses its indent, here or as a page top.
            self._lift(between, start, end + b.indent if b is not None and joined and not own_top else end)
        if b is not None and own_top:
            self._edit(Edit(b.start, b.start + b.indent, "", "page-top", "the first line of a page"))

    def _seam(self, a: Line, b: Line, blanks: int, end: int) -> bool:
        """Mend the line end after ``a``: the text up to ``end`` becomes what joins or parts the lines.

        Returns whether they are joined.
        """
        new_page = end < b.start or b.page_top
        spare = max(0, blanks - 1) if self._conventions.double_spaced else blanks
        parted = spare > 0 and not new_page
        wrapped = self._conventions.hard_wrapped
        # A joining edit reaches over the next line's indent, unless that is edited by itself.
        reach = end if new_page and (end < b.start or "page-top" not in self._skip) else b.start + b.indent
        if ends_in_hyphen(a.body) and "hyphen" not in self._skip and not begins_anew(b) and (wrapped or not parted):
            verdict = self._judge.decide(a.body, b.body)
            if parted and verdict.action != "open" and verdict.reason not in SURE:
                verdict = Verdict("open", "a blank line follows")
            if verdict.action != "open":
                at = a.body_stop - (verdict.action == "join")
                new = " " if verdict.action == "space" else ""
                self._edit(Edit(at, reach, new, "hyphen", verdict.reason))
                return True
            self._flag(a, verdict)
        if wrapped and _continues(a, b, spare, new_page=new_page):
            return self._wrap(a, reach, blanks, over_page=new_page)
        if self._messy or new_page:
            self._part(a, b, blanks, spare, end)
        return False

    def _flag(self, line: Line, verdict: Verdict) -> None:
        word = line.body.rsplit(None, 1)[-1]
        self._flags.append(Flag(line.body_stop - len(word), line.body_stop, "hyphen", verdict.reason))

    def _wrap(self, a: Line, end: int, blanks: int, *, over_page: bool) -> bool:
        """Let the paragraph go on: the line end becomes a blank."""
        if "line-wrap" not in self._skip:
            reason = "the sentence goes on over the page" if over_page else "the paragraph goes on"
            self._edit(Edit(a.body_stop, end, " ", "line-wrap", reason))
            return True
        if blanks and not over_page and "blank-line" not in self._skip:
            self._edit(Edit(a.body_stop, end, "\n", "blank-line", "a blank line stands after every line"))
        return False

    def _part(self, a: Line, b: Line, blanks: int, spare: int, end: int) -> None:
        """Give what stands between two paragraphs, or two lines of one block, its usual form."""
        if "blank-line" in self._skip:
            return
        new_page = end < b.start or b.page_top
        if spare or (self._conventions.double_spaced and blanks) or (new_page and ends_sentence(a)):
            new, reason = "\n\n", "one blank line between paragraphs"
        else:
            new, reason = "\n", "blanks at the end of a line"
        self._edit(Edit(a.body_stop, end, new, "blank-line", reason))

    def _lift(self, between: Sequence[Line], start: int, end: int) -> None:
        """Lift page matter and notes out, each with the blank lines around it."""
        pieces: list[list[Line]] = []
        for line in between:
            if line.role == "blank":
                continue
            last = pieces[-1] if pieces and pieces[-1][0].role == line.role == "footnote" else None
            # A note begins at its mark; the rule above the first one goes with it.
            if last is not None and (not line.mark or not any(x.mark for x in last)):
                last.append(line)
            else:
                pieces.append([line])
        for k, piece in enumerate(pieces):
            stop = pieces[k + 1][0].start if k + 1 < len(pieces) else end
            rule = piece[0].role
            self._edit(Edit(start, stop, "", rule, _WHY[rule], self._kept(piece)))
            start = stop

    def _kept(self, piece: Sequence[Line]) -> str:
        """Return lifted lines as one text, their own line ends mended."""
        marked = [i for i, line in enumerate(piece) if line.mark]
        lines = [line for line in piece[marked[0] if marked else 0 :] if line.body]
        parts: list[str] = []
        for line, after in zip(lines, [*lines[1:], None], strict=True):
            if ends_in_hyphen(line.body):
                verdict = self._judge.decide(line.body, after.body if after is not None else "")
                if verdict.action == "open":
                    self._flag(line, verdict)
                parts.append(line.body[:-1] if verdict.action == "join" else line.body)
                parts.append(" " if verdict.action in ("space", "open") else "")
            else:
                parts += (line.body, " ")
        return "".join(parts).strip()

    def _edit(self, edit: Edit) -> None:
        """Take an edit that changes anything."""
        if edit.kept or self._base[edit.start : edit.end] != edit.new:
            self._edits.append(edit)
