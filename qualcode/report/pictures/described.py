"""What a picture shows, in words for those who do not see it: the extremes first, every value where they are few."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.report.pictures.values import Grid, Moment, Pole, Row, Span
from qualcode.report.wording import Wording

_FEW = 12


def describe_bars(grid: Grid, wording: Wording) -> str:
    """Describe bars: what, how many, the highest and the lowest row, each row where they are few."""
    _ = wording.gettext
    head = _("Bar chart: {title}.").format(title=grid.title)
    if not grid.rows:
        return f"{head} {_('There is nothing to show.')}"
    if len(grid.rows) <= _FEW:
        return f"{head} " + " ".join(f"{row.name}: {_values(row, grid.columns, wording)}." for row in grid.rows)
    ranked = sorted(grid.rows, key=lambda r: -sum(v or 0 for v in r.values))
    most, least = ranked[0], ranked[-1]
    return " ".join(
        (
            head,
            wording.ngettext("{n} row.", "{n} rows.", len(grid.rows)).format(n=len(grid.rows)),
            _("Highest: {name}, {values}.").format(name=most.name, values=_values(most, grid.columns, wording)),
            _("Lowest: {name}, {values}.").format(name=least.name, values=_values(least, grid.columns, wording)),
        )
    )


def describe_heat(grid: Grid, wording: Wording) -> str:
    """Describe a map: its size, its three highest cells, how many cells are empty or hidden."""
    _ = wording.gettext
    cells = [
        (value, row.name, column)
        for row in grid.rows
        for value, column in zip(row.values, grid.columns, strict=True)
        if value
    ]
    hidden = sum(v is None for row in grid.rows for v in row.values)
    parts = [
        _("Map of {title}: {rows} rows, {columns} columns.").format(
            title=grid.title, rows=len(grid.rows), columns=len(grid.columns)
        )
    ]
    for value, row, column in sorted(cells, key=lambda c: -c[0])[:3]:
        parts.append(_("{row} and {column}: {n}.").format(row=row, column=column, n=wording.number(value)))
    empty = len(grid.rows) * len(grid.columns) - len(cells) - hidden
    if empty:
        parts.append(wording.ngettext("{n} cell is empty.", "{n} cells are empty.", empty).format(n=empty))
    if hidden:
        parts.append(
            wording.ngettext(
                "{n} cell is hidden since it is small.", "{n} cells are hidden since they are small.", hidden
            ).format(n=hidden)
        )
    return " ".join(parts)


def describe_profile(left: str, right: str, poles: Sequence[Pole], wording: Wording) -> str:
    """Describe an axis: for each unit how often it is at either pole."""
    _ = wording.gettext
    head = _("Profile between {left} and {right}.").format(left=left, right=right)
    lines = [
        _("{name}: {left} and {right}, {both} with both.").format(
            name=p.name, left=wording.number(p.left), right=wording.number(p.right), both=wording.number(p.both)
        )
        for p in poles
    ]
    return " ".join([head, *lines])


def describe_timeline(names: Sequence[str], moments: Sequence[Moment], wording: Wording) -> str:
    """Describe a timeline: for each name its value in every version."""
    _ = wording.gettext
    if not moments:
        return _("There is nothing to show.")
    head = _("Timeline of {n} versions, from {first} to {last}.").format(
        n=len(moments), first=moments[0].name, last=moments[-1].name
    )
    lines = []
    for n, name in enumerate(names):
        values = ", ".join(wording.number(m.values[n]) for m in moments)
        lines.append(f"{name}: {values}.")
    return " ".join([head, *lines])


def describe_progress(grid: Grid, wording: Wording) -> str:
    """Describe progress: for each coder the share of all sources, and which sources are not begun."""
    _ = wording.gettext
    parts = [_("Coding progress in {n} sources.").format(n=len(grid.rows))]
    for n, coder in enumerate(grid.columns):
        mean = sum(row.values[n] or 0 for row in grid.rows) / max(1, len(grid.rows))
        begun = sum(bool(row.values[n]) for row in grid.rows)
        parts.append(
            _("{coder}: on average {share} of a source, {begun} begun.").format(
                coder=coder, share=wording.percent(mean), begun=begun
            )
        )
    return " ".join(parts)


def describe_agreement(spans: Sequence[Span], wording: Wording) -> str:
    """Describe agreement: how many codes lie where, the highest and the lowest."""
    _ = wording.gettext
    told = sorted(((s.value, s.name) for s in spans if s.value is not None), reverse=True)
    parts = [wording.ngettext("Agreement on {n} code.", "Agreement on {n} codes.", len(spans)).format(n=len(spans))]
    if told:
        for word, (value, name) in (
            (_("Highest: {name}, {values}."), told[0]),
            (_("Lowest: {name}, {values}."), told[-1]),
        ):
            parts.append(word.format(name=name, values=wording.number(value, 2)))
        good = sum(value >= 0.8 for value, _name in told)
        parts.append(_("{n} at {limit} or more.").format(n=good, limit=wording.number(0.8, 1)))
    return " ".join(parts)


def _values(row: Row, columns: Sequence[str], wording: Wording) -> str:
    words = [wording.gettext("hidden") if v is None else wording.number(v, 0 if v == int(v) else 1) for v in row.values]
    if len(columns) < 2:
        return words[0] if words else ""
    return ", ".join(f"{name} {word}" for name, word in zip(columns, words, strict=True))
