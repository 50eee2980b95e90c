"""How a file lays out its text: its lines, their roles, and the conventions they follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Lines that begin something of their own: a list item, a dash turn, a heading, a table row, a quotation.
_STARTER = re.compile(
    r"[-–—•*·▪◦>|#][ \t]|#{2,6}[ \t]|\|"  # a bullet, a dash turn, a heading, a quotation, a table
    r"|\d{1,3}[.)](?:\d+[.)]?)*[ \t]|[a-zåäö]\)[ \t]"  # 2. or 2.1 or a)
    r"|[^\W\d_]{2,12} \d{1,3}[a-z]?[:.)](?:[ \t]|$)"  # Fråga 2:
)
_CELLS = re.compile(r"\S(?:\t| {3,})\S")
_SENTENCE_END = (".", "!", "?", ":", ";", "…", '"', "”", "»", ")", "]")


@dataclass(slots=True, eq=False)
class Line:
    """One line: ``[start, stop)`` in the text, without its line end; ``role`` is empty for running text.

    Other roles are ``blank`` and the rules that lift matter out (``page-number``, ``page-head``,
    ``footnote``).  ``indent`` counts the blanks before ``body``; ``mark`` is a footnote's number; ``width`` that of the
    block the line is in, whose last line has ``last``.
    """

    start: int
    stop: int
    body: str
    role: str = ""
    page_top: bool = False
    labelled: bool = False
    mark: str = ""
    indent: int = 0
    width: int = 0
    last: bool = False

    @property
    def body_stop(self) -> int:
        """The offset after the line's last visible character."""
        return self.start + self.indent + len(self.body)


@dataclass(frozen=True, slots=True)
class Conventions:
    """What the lines of a file show about how it was set.

    ``hard_wrapped``: paragraphs run over several lines of about ``width`` characters.
    ``double_spaced``: a blank line stands after every line, and only more than one parts paragraphs.
    ``page_tops``: the first line of a page is marked by one leading space or a form feed.
    """

    hard_wrapped: bool = False
    double_spaced: bool = False
    page_tops: bool = False
    width: int = 0


def read_lines(text: str) -> list[Line]:
    """Return the lines of a text."""
    lines = []
    start = 0
    for raw in text.split("\n"):
        body = raw.strip()
        stop = start + len(raw)
        indent = len(raw) - len(raw.lstrip()) if body else 0
        lines.append(Line(start, stop, body, "" if body else "blank", indent=indent))
        start = stop + 1
    return lines


def mark_page_tops(text: str, lines: Sequence[Line]) -> bool:
    """Mark the lines that a form feed or one leading space shows to stand first on a page.

    A leading space counts when such lines are few, at least three, and far apart.
    Returns whether there are any.
    """
    fed = (
        [line for line in lines if "\f" in text[line.start : line.start + max(1, line.indent)]] if "\f" in text else []
    )
    for line in fed:
        line.page_top = True
    spaced = [i for i, line in enumerate(lines) if line.indent == 1 and line.body and text[line.start] == " "]
    running = sum(1 for line in lines if line.body)
    if len(spaced) >= 3 and running >= 12 * len(spaced):
        for i in spaced:
            lines[i].page_top = True
        return True
    return bool(fed)


def running_pairs(lines: Sequence[Line]) -> Iterator[tuple[Line, Line, int]]:
    """Go through neighbouring lines of running text, with the number of blank lines between them."""
    before: Line | None = None
    blanks = 0
    for line in lines:
        if line.role == "blank":
            blanks += 1
        elif not line.role:
            if before is not None:
                yield before, line, blanks
            before, blanks = line, 0


def find_conventions(lines: Sequence[Line], *, page_tops: bool) -> Conventions:
    """Return the conventions that the running lines speak for.

    Evidence of hard wrapping is that many lines go on in lower case after a line of nearly full
    width (text with a paragraph a line never does); the width is the 95th percentile of the lengths.
    """
    pairs = list(running_pairs(lines))
    if len(pairs) < 3:
        return Conventions(page_tops=page_tops)
    lengths = sorted(len(line.body) for line in lines if not line.role)
    width = lengths[min(len(lengths) - 1, int(0.95 * len(lengths)))]
    if width > 140:
        return Conventions(page_tops=page_tops, width=width)
    single = sum(1 for *_ab, blanks in pairs if blanks == 1)
    spaced = len(pairs) >= 6 and single >= 0.7 * len(pairs)
    for double in (True, False) if spaced else (False,):
        near = [(a, b) for a, b, blanks in pairs if blanks <= int(double)]
        lower = [a for a, b in near if b.body[0].islower()]
        full = sum(1 for a in lower if len(a.body) >= 0.6 * width)
        if len(lower) >= 3 and len(lower) >= 0.25 * len(near) and full >= 0.6 * len(lower):
            return Conventions(True, double, page_tops, width)
    return Conventions(page_tops=page_tops, width=width)


def measure_blocks(lines: Sequence[Line], conventions: Conventions) -> None:
    """Note for each line how wide the block is in which it stands (a block quotation is set narrower)."""
    block: list[Line] = []
    limit = 2 if conventions.double_spaced else 1
    blanks = 0
    for line in [*lines, None]:
        if line is not None and line.role:
            blanks += line.role == "blank"
            continue
        if line is None or (blanks >= limit and not line.page_top):
            widest = max((len(x.body) for x in block), default=0)
            width = widest if len(block) >= 3 and widest >= 0.6 * conventions.width else conventions.width
            for x in block:
                x.width = width
            if block:
                block[-1].last = True
            block = []
        blanks = 0
        if line is not None:
            block.append(line)


def begins_anew(line: Line) -> bool:
    """Tell whether a line is never the continuation of the one before: label, list item, heading, table row."""
    return line.labelled or _STARTER.match(line.body) is not None or _is_row(line.body)


def _is_row(body: str) -> bool:
    """Tell whether a line has cells: stretches parted by a tab or several blanks."""
    return ("\t" in body or "   " in body) and _CELLS.search(body) is not None


def ends_sentence(line: Line) -> bool:
    """Tell whether a line ends as a sentence does."""
    return line.body.rstrip("*’").endswith(_SENTENCE_END)


def goes_on(a: Line, b: Line, *, new_page: bool = False) -> bool:
    """Tell whether a line of hard-wrapped text goes on in the next.

    ``new_page`` says that a page begins between them.  A line goes on when the next one begins in
    lower case, or when the next one's first word would not have fitted on it.
    """
    if begins_anew(b) or a.body[0] in "#|" or _is_row(a.body):
        return False
    length, width = len(a.body), a.width or 1
    ended = ends_sentence(a)
    if b.body[0].islower():
        if length >= 0.6 * width:
            return True
        # A short line goes on only where it looks like the first line of a heading.
        return not ended and (new_page or not a.body[0].islower())
    if ended and new_page:
        return False
    short = len(b.body) < 0.6 * width
    if not ended and short and ((b.last and not b.body.endswith((".", ",", ")"))) or new_page):
        # A short line that begins with a capital and ends without a full stop is a heading.
        return False
    needed = length + 1 + len(b.body.split(None, 1)[0])
    return needed > (0.9 if ended else 0.78) * width
