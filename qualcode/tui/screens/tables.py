"""Codes counted against groups, sources, facets and each other, the more the darker; a cell opens its passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.worker import Worker

from qualcode.authoring.tabulating import Selection, attributes, passages_in, table_of
from qualcode.core.codebook import Code
from qualcode.core.codings import Coding
from qualcode.core.collation import collation_key
from qualcode.core.tables import MEASURES, OPEN, Head, Rule, Shown, Table, shown, told_counts
from qualcode.i18n import _, get_language, ngettext
from qualcode.project import Project
from qualcode.protection.releasing import cell_texts
from qualcode.tui import files
from qualcode.tui.actions import bindings
from qualcode.tui.colours import mix
from qualcode.tui.figures import number
from qualcode.tui.screens.code_choice import ask_code
from qualcode.tui.screens.codings_list import CodingsScreen
from qualcode.tui.screens.dialogs import Choose
from qualcode.tui.screens.letting_out import Made, make_and_put_out
from qualcode.tui.screens.whose import CountedListing
from qualcode.tui.tables import as_csv
from qualcode.tui.widgets.fields import Choice

_CELL, _NAME = 7, 30

#: Gives the cells of a row of the table by its key, the total last.
Cells = Callable[[str], tuple[Shown, ...]]


class TablesScreen(CountedListing):
    """One table at a time, as a map of shades."""

    CONTEXT = "tables"
    CURSOR = "cell"
    KEPT: ClassVar[tuple[str, ...]] = (
        *CountedListing.KEPT,
        "_kind",
        "_about",
        "_what",
        "_depth",
        "_under",
        "_swapped",
        "_small",
        "_by",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("tables")]

    def __init__(self) -> None:
        super().__init__()
        self._kind, self._about = "case", ""
        self._what = "passages"
        self._depth = 0
        self._under = ""  # the code (by id) whose codes alone are shown
        self._swapped = self._small = False
        self._by = ""  # the column by which rows are sorted
        self._counted: Table | None = None
        self._counted_of = Selection()  # what the table shown was counted of

    def show_project(self) -> None:
        """Count the table in a thread."""
        self.forget_gone()
        self.typed.begin(_("counting …"))
        self._count(self._kind, self._about, self._selection(), self._rule())

    def _selection(self) -> Selection:
        book = self.project.codebook()
        above = book.path(self._under)
        wanted = book.descendants(self._under) if above else frozenset()
        depth = self._depth + max(0, len(above) - 1)
        return Selection(wanted, depth=depth, subtree=True, language=get_language())

    def _rule(self) -> Rule:
        return Rule(small=self.project.least_cell) if self._small else OPEN

    def _count(self, kind: str, about: str, selection: Selection, rule: Rule) -> None:
        def read(project: Project, worker: Worker[object]) -> Table:
            with self.counting(project):
                return table_of(project, kind, about, selection, rule, cancelled=lambda: worker.is_cancelled)

        self.read_aside(read, lambda table: self._show(table, selection), group="table")

    def _show(self, table: Table, selection: Selection) -> None:
        self._counted, self._counted_of = table, selection
        if not self.is_whole:
            return
        self.typed.end()
        heads, columns = self._heads()
        by_key = {row.key: row for row in table.rows}
        cells = cache(lambda key: self._cells(by_key[key]))
        largest = table.largest(self._what) or 1
        narrow = self.app.size.width < 100
        headings = [(_("Code") if not self._swapped else self._title(), 22 if narrow else _NAME)]
        for column in columns:
            arrow = "▾" if column.key == self._by else ""
            headings.append((f"{column.name}{arrow}", max(_CELL, min(14, len(column.name) + len(arrow)))))
        if not self._swapped:
            headings.append((_("all"), _CELL))
        places = _places(table)
        shade = cache(lambda cell: self._shade(cell, largest))

        def line(n: int) -> list[str | Content]:
            head = heads[n]
            out: list[str | Content] = ["  " * head.depth + head.name + self._base_words(head)]
            out += [shade(self._at(cells, places, head, column)) for column in columns]
            return out if self._swapped else [*out, f"{_words(cells(head.key)[-1]):>{_CELL - 1}}"]

        empty = _("Nothing is coded that could be counted.")
        self.fill_long(headings, [head.key for head in heads], line, empty, fixed=1)
        self.put_lines()

    def _heads(self) -> tuple[list[Head], list[Head]]:
        """Return what stands in rows and columns, sorted as asked."""
        table = self._counted
        if table is None:
            return [], []
        rows, columns = list(table.rows), list(table.columns)
        if self._swapped:
            rows, columns = columns, rows
        if self._by == "name":
            rows.sort(key=lambda h: collation_key(h.name))
        elif self._by:
            rows.sort(key=lambda h: -self._count_of(h.key, self._by))
        return rows, columns

    def _count_of(self, row: str, column: str) -> int:
        assert self._counted is not None
        pair = (column, row) if self._swapped else (row, column)
        cell = self._counted.total(row) if column == "all" else self._counted.cell(*pair)
        return cell.of(self._what)

    def _cells(self, row: Head) -> tuple[Shown, ...]:
        assert self._counted is not None
        return shown(self._counted, row, self._what, self._rule())

    def _at(self, cells: Cells, places: dict[str, int], head: Head, column: Head) -> Shown:
        row, across = (column.key, head.key) if self._swapped else (head.key, column.key)
        return cells(row)[places[across]]

    def _shade(self, cell: Shown, largest: int) -> Content:
        if not cell.count:
            return Content(f"{_words(cell):>{_CELL - 1}}")
        variables = self.app.theme_variables
        ground, ink = variables.get("background", "#000000"), variables.get("accent", "#3a87b5")
        colour = mix(ink, ground, 0.08 + 0.47 * cell.count / largest)
        return Content(f"{_words(cell):>{_CELL - 1}} ").stylize(f"on {colour}")

    def _base_words(self, head: Head) -> str:
        return f" (N={head.base})" if head.base > 1 else ""

    def _title(self) -> str:
        words = {
            "case": _("Persons"),
            "source": _("Sources"),
            "together": _("Codes that meet"),
        }
        # While another table is being counted, the title is that of the one shown.
        shown = self._counted
        kind, about = (self._kind, self._about) if shown is None else (shown.kind, shown.about)
        if kind == "facet":
            facet = next((f for f in self.project.codebook().facets if f.handle == about), None)
            return facet.name(get_language()) if facet else about
        return words.get(kind, about)

    def details(self) -> list[str]:
        """Return what is counted against what, and of whom."""
        measure = {"voices": _("voices"), "passages": _("passages"), "sources": _("sources")}[self._what]
        parts = [self._title(), measure]
        if above := self.project.codebook().by_id.get(self._under):
            parts.append(above.name(get_language()))
        if self._counted is not None and self._counted.asked:
            n = self._counted.asked
            parts.append(ngettext("{n} person heard", "{n} persons heard", n).format(n=number(n)))
        if self._counted is not None and self._kind == "attribute":
            parts += [f"{c.name} N={c.base}" for c in self._counted.columns]
        if whose := self.whose():
            parts.append(whose)
        return [" · ".join(parts)]

    def _place(self) -> tuple[str, str]:
        """Return the keys of the row and the column under the cursor, of the table as it was counted."""
        at = self.table.column - 1
        columns = self._heads()[1]
        row, column = self.chosen() or "", columns[at].key if 0 <= at < len(columns) else ""
        return (column, row) if self._swapped else (row, column)

    def action_open(self) -> None:
        """List the passages of the cell."""
        row, column = self._place()
        if self._counted is None or not row:
            self.refuse(self.nothing_here)
            return
        self.typed.begin(_("reading …"), lambda: self.workers.cancel_group(self, "passages"))
        self._find(self._counted, row, column, self._counted_of)

    def _find(self, table: Table, row: str, column: str, selection: Selection) -> None:
        def read(project: Project, _worker: Worker[object]) -> Sequence[Coding]:
            with self.counting(project):
                return passages_in(project, table, row, column, selection)

        self.read_aside(read, lambda found: self._list(row, found), group="passages")

    def _list(self, row: str, found: Sequence[Coding]) -> None:
        code = self.project.codebook().by_id.get(row)
        self.typed.end()
        if not self.is_current or code is None:
            return
        if not found:
            self.refuse(_("no passage counts there"))
            return

        def then(coding: Coding | None) -> None:
            if coding is not None:
                self.qualcode.open_coding(coding)

        self.app.push_screen(CodingsScreen(self, code, found), then)

    def action_next_table(self) -> None:
        """Choose what codes are counted against."""
        facets = self.project.codebook().facets
        offered = [Choice("case:", _("persons")), Choice("source:", _("sources"))]
        offered += [Choice(f"attribute:{a}", a, _("group of persons")) for a in attributes(self.project)]
        offered += [Choice(f"facet:{f.handle}", f.name(get_language()), _("facet")) for f in facets]
        offered.append(Choice("together:", _("codes that meet")))

        def then(answer: str | None) -> None:
            if answer:
                self._kind, _colon, self._about = answer.partition(":")
                self._by = ""
                self._what = "voices" if self._kind == "attribute" else "passages"
                self.show_project()

        self.app.push_screen(Choose(_("Codes against …"), offered), then)

    def action_next_measure(self) -> None:
        """Count something else."""
        self._what = MEASURES[(MEASURES.index(self._what) + 1) % len(MEASURES)]
        self._redraw()

    def action_deeper(self, step: int) -> None:
        """Show more or fewer levels of the code tree."""
        deepest = max((depth for _code, depth in self.project.codebook().walk()), default=0)
        self._depth = min(deepest, max(0, self._depth + step))
        self.show_project()

    def action_sort(self) -> None:
        """Sort by the column under the cursor; once more, as the codebook stands."""
        columns = [c.key for c in self._heads()[1]]
        at = self.table.column
        wanted = "name" if at == 0 else columns[at - 1] if at <= len(columns) else "all"
        self._by = "" if self._by == wanted else wanted
        self._redraw()

    def action_swap(self) -> None:
        """Let rows and columns change places."""
        self._swapped = not self._swapped
        self._by = ""
        self._redraw()

    def action_filter(self) -> None:
        """Show only what is under one code; all again where one was chosen."""
        if self._under:
            self._under = ""
            self.show_project()
            return

        def then(code: Code) -> None:
            self._under, self._depth = code.id, 1
            self.show_project()

        ask_code(self, _("Only what is under …"), then)

    def action_toggle_small(self) -> None:
        """Hide small counts and put small groups together, as in print; or show all."""
        self._small = not self._small
        self.show_project()

    def action_write_csv(self) -> None:
        """Write the table to a CSV file."""
        if self._counted is None:
            return
        heads, columns = self._heads()
        rows = {row.key: row for row in self._counted.rows}
        cells = cache(lambda key: self._cells(rows[key]))
        places = _places(self._counted)
        name = "-".join(filter(None, (self._kind, self._about)))
        path = files.beside(self.project, f"{files.EXPORTS}/{name}.csv")
        headings = [_("Code"), *(c.name for c in columns)]
        counts = told_counts(self._counted, self._what, self._rule())

        lines = [[h.name, *(_words(self._at(cells, places, h, c)) for c in columns)] for h in heads]

        def make(_project: Project) -> Made:
            return Made(as_csv(headings, lines), cell_texts(headings, lines), counts)

        make_and_put_out(self, path, make, document="table")

    def _redraw(self) -> None:
        if self._counted is not None:
            self._show(self._counted, self._counted_of)


def _places(table: Table) -> dict[str, int]:
    return {column.key: n for n, column in enumerate(table.columns)}


def _words(cell: Shown) -> str:
    return ".." if cell.count is None else number(cell.count) if cell.count else ""
