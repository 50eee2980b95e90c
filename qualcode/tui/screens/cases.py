"""The cases as a grid: a row for each person, office, meeting or file, a column for each attribute."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.content import Content

from qualcode.core.cases import KINDS, Case, add_case, edit_case, remove_case
from qualcode.core.ids import new_id
from qualcode.i18n import _, ngettext
from qualcode.tui.actions import bindings
from qualcode.tui.figures import number
from qualcode.tui.screens.dialogs import AskLine, Choose, Confirm
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.listing import Listing
from qualcode.tui.screens.memo_about import ask_memo
from qualcode.tui.widgets.fields import Choice, Field
from qualcode.wording import case_kind

PRONOUNS = ("", "hen", "hon", "han")
_ATTRIBUTE = "attr-"
_FIXED = ("name", "public", "kind", "pronoun")
_WIDEST = 24


def pronoun_choices() -> tuple[Choice, ...]:
    """Return the pronoun rules to choose from."""
    return tuple(Choice(p, p or _("no rule")) for p in PRONOUNS)


def kind_choices() -> tuple[Choice, ...]:
    """Return the kinds of case to choose from."""
    return tuple(Choice(k, case_kind(k)) for k in KINDS)


class CasesScreen(Listing):
    """All cases; every cell can be changed in place."""

    CONTEXT = "cases"
    CURSOR = "cell"
    KEPT: ClassVar[tuple[str, ...]] = (*Listing.KEPT, "_by", "_backwards")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("cases")]

    def __init__(self) -> None:
        super().__init__()
        self._cases: dict[str, Case] = {}
        self._columns: list[str] = []
        self._by = ""
        self._backwards = False

    def show_project(self) -> None:
        """Read the cases."""
        cases, sources = self.project.cases(), self.project.sources()
        names = list(dict.fromkeys(a for c in cases for a in c.attributes))
        self._columns = [*_FIXED, *(_ATTRIBUTE + n for n in names), "sources"]
        if self._by in self._columns:
            filled = [c for c in cases if self._value(c, self._by)]
            filled.sort(key=lambda c: self._value(c, self._by).casefold(), reverse=self._backwards)
            cases = [*filled, *(c for c in cases if c not in filled)]
        self._cases = {c.id: c for c in cases}
        titles = {
            "name": _("Name"),
            "public": _("In print"),
            "kind": _("Kind"),
            "pronoun": _("Pronoun"),
            "sources": _("Sources"),
        }
        rows: list[tuple[str, list[str | Content]]] = []
        for case in cases:
            n = sum(1 for s in sources if s.case == case.id or any(p.case == case.id for p in s.speakers))
            cells: list[str | Content] = [self._shown(case, column) for column in self._columns[:-1]]
            rows.append((case.id, [*cells, number(n) if n else ""]))
        headings = []
        for i, column in enumerate(self._columns):
            title = titles.get(column, column.removeprefix(_ATTRIBUTE))
            arrow = ("▾" if self._backwards else "▴") if column == self._by else ""
            widest = max((len(str(r[1][i])) for r in rows), default=0)
            headings.append((title + arrow, max(len(title) + len(arrow), min(_WIDEST, widest))))
        self.fill(headings, rows, _("No cases yet. n adds a person, an office, a meeting or a file."), fixed=1)

    def _shown(self, case: Case, column: str) -> str:
        return case_kind(case.kind) if column == "kind" else self._value(case, column)

    def _value(self, case: Case, column: str) -> str:
        if column.startswith(_ATTRIBUTE):
            return case.attributes.get(column.removeprefix(_ATTRIBUTE), "")
        return str(getattr(case, column)) if column in _FIXED else ""

    def details(self) -> list[str]:
        """Return how many cases there are."""
        n = len(self._cases)
        return [ngettext("{n} case", "{n} cases", n).format(n=number(n))]

    def _chosen(self) -> Case | None:
        return self._cases.get(self.chosen() or "")

    def _column(self) -> str:
        at = self.table.column
        return self._columns[at] if at < len(self._columns) else "name"

    def action_open(self) -> None:
        """Change the cell under the cursor."""
        case, column = self._chosen(), self._column()
        if case is None:
            return
        if column == "sources":
            self.action_sources()
            return

        def then(value: str | None) -> None:
            if value is not None and value != self._value(case, column):
                self._set(case, column, value)

        name = f"{case.name}: {column.removeprefix(_ATTRIBUTE)}"
        if column in ("kind", "pronoun"):
            offered = kind_choices() if column == "kind" else pronoun_choices()
            self.app.push_screen(Choose(case.name, offered), then)
            return
        titles = {"name": _("name in the project"), "public": _("name in print")}
        if column in titles:
            name = f"{case.name}: {titles[column]}"
        self.app.push_screen(AskLine(name, self._value(case, column)), then)

    def _set(self, case: Case, column: str, value: str) -> None:
        if column == "name" and not value:
            self.refuse(_("a case needs a name"))
        elif column.startswith(_ATTRIBUTE):
            self.change(edit_case(case.id, attributes={column.removeprefix(_ATTRIBUTE): value or None}))
        else:
            fields: dict[str, Any] = {column: value}
            self.change(edit_case(case.id, **fields))

    def _fields(self, case: Case) -> list[Field]:
        names = list(dict.fromkeys(a for c in self.project.cases() if c.kind == case.kind for a in c.attributes))
        return [
            Field("name", _("name in the project"), case.name),
            Field("public", _("name in print"), case.public),
            Field("kind", _("kind"), case.kind, kind_choices()),
            Field("pronoun", _("pronoun"), case.pronoun, pronoun_choices()),
            *(Field(f"attr-{n}", name, case.attributes.get(name, "")) for n, name in enumerate(names)),
        ]

    def _written(self, fields: list[Field], changed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the plain fields and the attributes that a form changed."""
        titles = {f.name: f.title for f in fields}
        plain: dict[str, Any] = {n: v for n, v in changed.items() if not n.startswith(_ATTRIBUTE)}
        return plain, {titles[n]: v for n, v in changed.items() if n.startswith(_ATTRIBUTE)}

    def action_new(self) -> None:
        """Add a case by a form."""
        here = self._chosen()
        fields = self._fields(Case("", "", kind=here.kind if here else "person"))
        kind = here.kind if here else "person"

        def check(changed: Mapping[str, str]) -> str:
            name, its = changed.get("name", ""), changed.get("kind", kind)
            if not name:
                return _("a case needs a name")
            known = any(c.kind == its and c.name.casefold() == name.casefold() for c in self.project.cases())
            return _("there is a case {name} of that kind already").format(name=name) if known else ""

        def then(changed: Mapping[str, str] | None) -> None:
            if changed:
                plain, attributes = self._written(fields, changed)
                case = Case(
                    new_id(),
                    plain["name"],
                    plain.get("public", ""),
                    plain.get("kind", kind),
                    plain.get("pronoun", ""),
                    attributes,
                )
                if self.change(add_case(case)):
                    self.show_thing(case.id)

        self.app.push_screen(FormScreen(_("New case"), fields, check=check), then)

    def action_edit(self) -> None:
        """Change all of the case."""
        case = self._chosen()
        if case is None:
            return
        fields = self._fields(case)

        def check(changed: Mapping[str, str]) -> str:
            return _("a case needs a name") if not changed.get("name", case.name) else ""

        def then(changed: Mapping[str, str] | None) -> None:
            if changed:
                plain, attributes = self._written(fields, changed)
                values = {n: v or None for n, v in attributes.items()}
                self.change(edit_case(case.id, attributes=values, **plain))

        self.app.push_screen(FormScreen(case.name, fields, check=check), then)

    def action_new_attribute(self) -> None:
        """Ask for an attribute and its value."""
        case = self._chosen()
        if case is None:
            return

        def then(line: str | None) -> None:
            name, _mark, value = (line or "").partition("=")
            if name.strip() and value.strip():
                self.change(edit_case(case.id, attributes={name.strip(): value.strip()}))
            elif name.strip():
                self.refuse(_("write it as role = manager"))

        title = _("{name}: another attribute, written as role = manager").format(name=case.name)
        self.app.push_screen(AskLine(title), then)

    def action_sources(self) -> None:
        """List the sources of the case and open one."""
        case = self._chosen()
        if case is None:
            return
        its = [s for s in self.project.sources() if s.case == case.id or any(p.case == case.id for p in s.speakers)]
        if not its:
            self.refuse(_("no source belongs to it; e in the list of sources says whose one is"))
            return
        offered = [Choice(s.id, s.title, s.date) for s in its]
        self.app.push_screen(
            Choose(_("Sources of {name}").format(name=case.name), offered),
            lambda source: self.qualcode.open_source(source) if source else None,
        )

    def action_sort(self) -> None:
        """Sort by the column under the cursor, then the other way, then not."""
        column = self._column()
        if self._by != column:
            self._by, self._backwards = column, False
        elif not self._backwards:
            self._backwards = True
        else:
            self._by, self._backwards = "", False
        self.show_project()

    def action_memo(self) -> None:
        """Write a memo about the case."""
        case = self._chosen()
        if case is not None:
            ask_memo(self, "case", case.id, case.name)

    def action_remove(self) -> None:
        """Take the case away, after a yes."""
        case = self._chosen()
        if case is None:
            return

        def then(yes: bool | None) -> None:
            if yes:
                self.change(remove_case(case.id), done=_("taken away; u brings it back"))

        self.app.push_screen(Confirm(_("Take “{name}” away?").format(name=case.name)), then)
