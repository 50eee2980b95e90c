"""The pictures: bars by group, maps of heat, the profile of an axis, a timeline, progress, agreement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qualcode.report.pictures.canvas import (
    FONT,
    INK,
    PAPER,
    QUIET,
    RULE,
    SERIES,
    WIDTH,
    Canvas,
    clipped,
    ink_on,
    text_width,
    tint,
)
from qualcode.report.pictures.described import (
    describe_agreement,
    describe_bars,
    describe_heat,
    describe_profile,
    describe_progress,
    describe_timeline,
)
from qualcode.report.pictures.values import Grid, Moment, Picture, Pole, Span
from qualcode.report.wording import Wording

_LABEL = 250.0  # the most room that names of rows get
_LINE = 22.0
_PAD = 12.0


def bars(grid: Grid, wording: Wording) -> Picture:
    """Return horizontal bars: for each row one bar a series, with its number at its end."""
    canvas = Canvas()
    label = _label_width([("  " * r.depth) + r.name for r in grid.rows])
    left, top = _PAD + label + 8, _legend(canvas, grid.columns, _PAD)
    thick = 16.0 if len(grid.columns) == 1 else 11.0
    room = WIDTH - left - _PAD - 56
    largest = max(grid.largest(), 1)
    y = top
    for row in grid.rows:
        high = thick * len(row.values)
        canvas.text(left - 8, y + high / 2 + 4.5, clipped(row.name, label - 10 * row.depth), anchor="end")
        for n, value in enumerate(row.values):
            at = y + n * thick
            if value is None:
                canvas.text(left + 4, at + thick - 2.5, wording.gettext("hidden"), fill=QUIET, size=FONT - 2)
                continue
            canvas.rect(left, at, room * value / largest, thick - 2, SERIES[n % len(SERIES)])
            number = wording.number(value, 0 if value == int(value) else 1)
            canvas.text(left + room * value / largest + 5, at + thick - 3.5, number, size=FONT - 1)
        y += high + 7
    canvas.line(left, top - 2, left, y - 4, stroke=QUIET)
    canvas.height = y + _PAD
    if grid.unit:
        canvas.text(left, canvas.height, wording.gettext("Number of {what}").format(what=grid.unit), fill=QUIET)
        canvas.height += _PAD
    return _picture(canvas, grid.title, describe_bars(grid, wording))


def heat(grid: Grid, wording: Wording) -> Picture:
    """Return a map of rows against columns: the more, the darker, each with its number."""
    canvas = Canvas()
    label = _label_width([r.name for r in grid.rows])
    left = _PAD + label + 8
    cell = max(20.0, min(74.0, (WIDTH - left - _PAD) / max(1, len(grid.columns))))
    canvas.width = max(WIDTH, left + cell * len(grid.columns) + _PAD)
    longest = max((text_width(c) for c in grid.columns), default=0)
    slanted = longest > cell - 6
    top = _PAD + (min(190.0, longest * 0.71 + 14) if slanted else _LINE)
    for n, name in enumerate(grid.columns):
        x = left + cell * (n + 0.5)
        if slanted:
            canvas.text(x - 2, top - 8, clipped(name, 230), turn=-45, size=FONT - 1)
        else:
            canvas.text(x, top - 8, name, anchor="middle")
    largest = grid.largest() or 1
    for i, row in enumerate(grid.rows):
        y = top + i * _LINE
        canvas.text(left - 8, y + 15, clipped(row.name, label - 10 * row.depth), anchor="end")
        for n, value in enumerate(row.values):
            x = left + cell * n
            colour = PAPER if not value else tint(SERIES[0], 0.12 + 0.88 * value / largest)
            canvas.rect(x, y, cell, _LINE, colour, stroke=tint(RULE, 0.6))
            words = ".." if value is None else wording.number(value) if value else ""
            canvas.text(x + cell / 2, y + 15.5, words, anchor="middle", fill=ink_on(colour), size=FONT - 1.5)
    canvas.height = top + len(grid.rows) * _LINE + _PAD
    return _picture(canvas, grid.title, describe_heat(grid, wording))


def axis_profile(title: str, left: str, right: str, poles: Sequence[Pole], wording: Wording) -> Picture:
    """Return the profile of an axis: a bar to either side for each unit, what carries both poles hatched in the middle.

    The bars are counts and no shares, so that a unit with two passages does not look like one with two hundred.
    """
    canvas = Canvas()
    label = _label_width([p.name for p in poles])
    start = _PAD + label + 8
    middle = start + (WIDTH - start - _PAD) / 2
    room = (WIDTH - start - _PAD) / 2 - 44
    largest = max((max(p.left, p.right) for p in poles), default=1) or 1
    canvas.text(middle - 10, _PAD + 12, f"← {left}", anchor="end", fill=SERIES[0], bold=True)
    canvas.text(middle + 10, _PAD + 12, f"{right} →", fill=SERIES[1], bold=True)
    top = _PAD + 26
    for i, pole in enumerate(poles):
        y = top + i * _LINE
        canvas.text(start - 8, y + 14, clipped(pole.name, label), anchor="end")
        for count, side, colour in ((pole.left, -1, SERIES[0]), (pole.right, 1, SERIES[1])):
            wide, both = room * count / largest, room * min(pole.both, count) / largest
            canvas.rect(middle if side > 0 else middle - wide, y + 3, wide, _LINE - 7, colour)
            canvas.rect(middle if side > 0 else middle - both, y + 3, both, _LINE - 7, tint(colour, 0.45))
            at = middle + side * (wide + 5)
            canvas.text(at, y + 14.5, wording.number(count), anchor="start" if side > 0 else "end", size=FONT - 1)
    end = top + len(poles) * _LINE
    canvas.line(middle, top - 4, middle, end, stroke=INK, width=1.5)
    canvas.rect(_PAD, end + 10, 12, 10, tint(SERIES[0], 0.45))
    canvas.rect(_PAD + 12, end + 10, 12, 10, tint(SERIES[1], 0.45))
    words = wording.gettext("lighter: passages that carry both poles")
    canvas.text(_PAD + 30, end + 19, words, fill=QUIET, size=FONT - 1)
    canvas.height = end + 32
    return _picture(canvas, title, describe_profile(left, right, poles, wording))


def timeline(title: str, names: Sequence[str], moments: Sequence[Moment], wording: Wording) -> Picture:
    """Return counts in the versions of a document series along time, a line for each name."""
    canvas = Canvas(height=320)
    top = _legend(canvas, names, _PAD)
    left, right, bottom = _PAD + 34, WIDTH - _PAD - 20, 320 - 58.0
    largest = max((v for m in moments for v in m.values), default=0) or 1
    step = _step(largest)
    for n in range(int(largest / step) + 1):
        y = bottom - (bottom - top) * n * step / largest
        canvas.line(left, y, right, y, stroke=tint(RULE, 0.7))
        canvas.text(left - 6, y + 4, wording.number(n * step), anchor="end", size=FONT - 1, fill=QUIET)
    at = _along(moments, left + 24, right - 24)
    for n in range(len(names)):
        points = [(x, bottom - (bottom - top) * m.values[n] / largest) for x, m in zip(at, moments, strict=True)]
        canvas.path(points, stroke=SERIES[n % len(SERIES)], dash=("", "7 4", "2 3")[n % 3])
        for x, y in points:
            canvas.circle(x, y, 4, SERIES[n % len(SERIES)] if n % 2 == 0 else PAPER, stroke=SERIES[n % len(SERIES)])
    last = float("-inf")
    for x, moment in zip(at, moments, strict=True):
        canvas.line(x, bottom, x, bottom + 5, stroke=QUIET)
        if x - last > text_width(moment.name) + 6:
            canvas.text(x, bottom + 20, moment.name, anchor="middle", size=FONT - 1)
            canvas.text(x, bottom + 36, moment.date, anchor="middle", size=FONT - 2, fill=QUIET)
            last = x
    canvas.line(left, bottom, right, bottom, stroke=QUIET)
    return _picture(canvas, title, describe_timeline(names, moments, wording))


def progress(grid: Grid, wording: Wording) -> Picture:
    """Return how much of each source each coder has coded: values are shares, 0 to 1."""
    canvas = Canvas()
    label = _label_width([r.name for r in grid.rows])
    left, top = _PAD + label + 8, _legend(canvas, grid.columns, _PAD)
    room, thick = WIDTH - left - _PAD - 52, 12.0
    y = top
    for row in grid.rows:
        high = thick * len(row.values)
        canvas.text(left - 8, y + high / 2 + 4.5, clipped(row.name, label), anchor="end")
        for n, value in enumerate(row.values):
            at = y + n * thick
            canvas.rect(left, at, room, thick - 2, tint(RULE, 0.35))
            canvas.rect(left, at, room * min(1.0, value or 0), thick - 2, SERIES[n % len(SERIES)])
            canvas.text(left + room + 6, at + thick - 2.5, wording.percent(value or 0), size=FONT - 2)
        y += high + 6
    canvas.height = y + _PAD
    return _picture(canvas, grid.title, describe_progress(grid, wording))


def agreement(
    title: str, spans: Sequence[Span], wording: Wording, *, limits: Sequence[float] = (0.667, 0.8)
) -> Picture:
    """Return agreement per code: a point with its interval, with the limits that the method speaks of.

    Krippendorff (2019): above 0.8 reliable, between 0.667 and 0.8 for tentative conclusions only.
    """
    canvas = Canvas()
    label = _label_width([s.name for s in spans])
    left, right, top = _PAD + label + 12, WIDTH - _PAD - 60, _PAD + 22.0
    lowest = min([0.0, *(v for s in spans for v in (s.value, s.low) if v is not None)])
    lowest = max(-1.0, lowest)

    def x(value: float) -> float:
        return left + (right - left) * (value - lowest) / (1 - lowest)

    end = top + len(spans) * _LINE
    for tick in (lowest, 0.0, 0.5, 1.0) if lowest < 0 else (0.0, 0.25, 0.5, 0.75, 1.0):
        canvas.line(x(tick), top - 4, x(tick), end, stroke=tint(RULE, 0.6))
        canvas.text(x(tick), end + 16, wording.number(tick, 2), anchor="middle", size=FONT - 1, fill=QUIET)
    for limit in limits:
        canvas.line(x(limit), top - 4, x(limit), end, stroke=QUIET, dash="4 3")
        canvas.text(
            x(limit), top - 8, wording.number(limit, 3 if limit * 100 % 1 else 2), anchor="middle", size=FONT - 2
        )
    for i, span in enumerate(spans):
        y = top + i * _LINE + _LINE / 2
        canvas.text(left - 12, y + 4.5, clipped(span.name, label), anchor="end")
        if span.value is None:
            canvas.text(left + 4, y + 4.5, wording.gettext("cannot be told"), fill=QUIET, size=FONT - 1)
            continue
        if span.low is not None and span.high is not None:
            canvas.line(x(max(lowest, span.low)), y, x(span.high), y, stroke=SERIES[0], width=3)
        canvas.circle(x(span.value), y, 5, PAPER, stroke=SERIES[0])
        canvas.text(right + 10, y + 4.5, wording.number(span.value, 2), size=FONT - 1)
    canvas.height = end + 28
    return _picture(canvas, title, describe_agreement(spans, wording))


def _picture(canvas: Canvas, title: str, alt: str) -> Picture:
    return Picture(canvas.svg(title, alt), title, alt)


def _label_width(names: Sequence[str]) -> float:
    return min(_LABEL, max((text_width(name) for name in names), default=0) + 4)


def _legend(canvas: Canvas, names: Sequence[str], top: float) -> float:
    """Write what the colours stand for, and return where the picture goes on; nothing for a single series."""
    if len(names) < 2:
        return top
    x, y = _PAD, top + 11
    for n, name in enumerate(names):
        wide = 18 + text_width(name) + 18
        if x + wide > WIDTH - _PAD and x > _PAD:
            x, y = _PAD, y + 18
        canvas.rect(x, y - 10, 12, 12, SERIES[n % len(SERIES)])
        canvas.text(x + 18, y, name, size=FONT - 1)
        x += wide
    return y + 16


def _step(largest: float) -> int:
    """Return a round step that gives at most six lines."""
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000):
        if largest / step <= 6:
            return step
    return 100_000


def _along(moments: Sequence[Moment], left: float, right: float) -> list[float]:
    """Return where moments stand: by their dates where all have one, else evenly."""
    days = [_day(m.date) for m in moments]
    known = [d for d in days if d is not None]
    if len(known) == len(days) and len(set(known)) > 1:
        first, last = min(known), max(known)
        return [left + (right - left) * (d - first) / (last - first) for d in known]
    n = max(1, len(moments) - 1)
    return [left + (right - left) * i / n if len(moments) > 1 else (left + right) / 2 for i in range(len(moments))]


def _day(text: str) -> int | None:
    parts = [*text.split("-"), "01", "01"][:3]
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2])).toordinal()
    except ValueError:
        return None
