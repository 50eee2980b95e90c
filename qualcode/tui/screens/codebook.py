"""The codebook screen: making, defining, moving, merging, splitting and retiring codes, all to be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll

from qualcode.core import codebook as books
from qualcode.core.codebook import Code
from qualcode.core.codings import Coding
from qualcode.core.ids import new_id
from qualcode.history import history
from qualcode.i18n import _, get_language, ngettext
from qualcode.search.own_words import cue_expression
from qualcode.tui.actions import bindings
from qualcode.tui.figures import number
from qualcode.tui.screens.book_files import ask_for_book, ask_where_to
from qualcode.tui.screens.book_moves import MovingView
from qualcode.tui.screens.code_form import (
    changes_of,
    checks,
    choices,
    code_fields,
    free_handle,
    name_fields,
    place_beside,
    placed,
)
from qualcode.tui.screens.code_sheet import code_history
from qualcode.tui.screens.codings_list import CodingsScreen
from qualcode.tui.screens.dialogs import AskLine, Choose, Confirm, ShowText
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.memo_about import ask_memo
from qualcode.tui.widgets.fields import Field


class CodebookScreen(MovingView):
    """What can be done to the code under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("codebook")]

    # -- making and defining ------------------------------------------------

    def action_new(self, how: str) -> None:
        """Ask for a code's names and definition, and make it under or after the one here."""
        here = self.code
        title = _("New code")
        if here is not None:
            name = here.name(get_language())
            title = (_("New code under {name}") if how == "under" else _("New code after {name}")).format(name=name)
        fields = [
            Field("name_sv", _("name in Swedish")),
            Field("name_en", _("name in English")),
            Field("definition", _("definition"), lines=4),
        ]

        def check(changed: Mapping[str, str]) -> str:
            return "" if changed.get("name_sv") or changed.get("name_en") else _("a code needs a name")

        def then(written: Mapping[str, str] | None) -> None:
            if written:
                self._make(here, how, written)

        self.app.push_screen(FormScreen(title, fields, check=check), then)

    def _make(self, here: Code | None, how: str, written: Mapping[str, str]) -> None:
        name_sv, name_en = written.get("name_sv", ""), written.get("name_en", "")
        book = self.book
        owner = here.codebook if here else (book.books[0].handle if len(book.books) == 1 else None)
        made = Code(
            new_id(),
            free_handle(book, name_sv or name_en),
            name_sv,
            name_en,
            definition=written.get("definition", ""),
            status="draft",
            codebook=owner,
        )
        parent, at = place_beside(book, made, here, how) if here else (None, len(book.children(None)))
        made = replace(made, parent=parent, position=at)
        others = [c for c in placed(book, made, parent, at) if c.object != made.id]
        self._wanted = made.id
        self.change(books.add_code(made), *others, done=_("code made: {handle}").format(handle=made.handle))

    def action_axes(self) -> None:
        """Show the axes and facets, to be changed."""
        from qualcode.tui.screens.axes import AxesScreen

        self.app.push_screen(AxesScreen(self))

    def action_define(self) -> None:
        """Show all that the code says of itself in a form."""
        code = self.here()
        if code is not None:
            self._ask(code, code_fields(code))

    def action_rename(self) -> None:
        """Show the code's names in a form."""
        code = self.here()
        if code is not None:
            self._ask(code, name_fields(code))

    def _ask(self, code: Code, fields: list[Field]) -> None:
        def then(changed: Mapping[str, str] | None) -> None:
            if changed:
                self.change(*changes_of(code, changed))

        title = self.book.path_name(code.id, get_language())
        self.app.push_screen(FormScreen(title, fields, check=checks(self.book, code)), then)

    def action_search_cues(self) -> None:
        """Search all texts for the code's cues."""
        code = self.here()
        if code is not None and cue_expression(code):
            self.qualcode.search_for(cue_expression(code))
        elif code is not None:
            self.refuse(_("the code has no cues"))

    def action_sweep(self) -> None:
        """Go through the candidates for the code."""
        code = self.here()
        if code is not None:
            self.qualcode.action_sweep(code.id)

    # -- merging, splitting, retiring, taking away ---------------------------

    def action_merge(self) -> None:
        """Merge the code into another, which then holds its codings."""
        code = self.here()
        if code is None:
            return
        n = self.project.code_counts().get(code.id, 0)

        def then(into: str | None) -> None:
            if into:
                self._wanted = into
                one, other = code.handle, self.book.by_id[into].handle
                done = ngettext(
                    "{one} now counts as {other}, with {n} coding.", "{one} now counts as {other}, with {n} codings.", n
                ).format(one=one, other=other, n=number(n))
                self.change(books.merge_code(code.id, into), done=done)

        title = _("Merge “{name}” into which code?").format(name=code.name(get_language()))
        offered = choices(self.book, get_language(), without=frozenset([code.id]))
        self.app.push_screen(Choose(title, offered), then)

    def action_split(self) -> None:
        """Ask for the names of the new codes, make them, and list the codings to go through."""
        code = self.here()
        if code is None:
            return

        def then(line: str | None) -> None:
            names = [n for part in (line or "").split(",") if (n := part.strip())]
            if names:
                self._split(code, names)

        title = _("Split “{name}” into: names with commas between").format(name=code.name(get_language()))
        self.app.push_screen(AskLine(title), then)

    def _split(self, code: Code, names: list[str]) -> None:
        parent, siblings = self.family(code)
        book, made, into = self.book, [], []
        for name in names:
            known = book.by_handle.get(name)
            if known is None:
                known = Code(new_id(), free_handle(book, name), name, kind=code.kind, parent=parent)
                known = replace(known, codebook=code.codebook)
                book = replace(book, codes=(*book.codes, known))
                made.append(known.id)
            into.append(known.id)
        at = siblings.index(code.id) + 1
        order = [*siblings[:at], *made, *siblings[at:]]
        added = [books.add_code(replace(book.by_id[c], position=order.index(c))) for c in made]
        moved = [
            books.move_code(c, parent, n) for n, c in enumerate(order) if c not in made and book.by_id[c].position != n
        ]
        self._wanted = code.id
        if self.change(*added, *moved, books.split_code(code.id, into)):
            n = self.project.code_counts().get(code.id, 0)
            if n:
                self.notify(_("split; r gives each of its codings one of the new codes"), timeout=6)
                self._list_codings(self.book.by_id[code.id])

    def action_retire(self) -> None:
        """Take the code out of use, or bring it back."""
        code = self.here()
        if code is not None:
            back = code.status == "retired"
            done = _("{handle} is in use again.") if back else _("{handle} is retired.")
            self.change(
                books.retire_code(code.id, status="active" if back else "retired"), done=done.format(handle=code.handle)
            )

    def action_remove(self) -> None:
        """Take the code away, after a yes."""
        code = self.here()
        if code is None:
            return
        n, under = self.project.code_counts().get(code.id, 0), len(self.book.children(code.id))
        parts = [ngettext("{n} coding goes with it.", "{n} codings go with it.", n).format(n=number(n))]
        if under:
            text = ngettext("{n} code under it goes to the top.", "{n} codes under it go to the top.", under)
            parts.append(text.format(n=under))

        def then(yes: bool | None) -> None:
            if yes:
                self.change(books.remove_code(code.id), done=_("taken away; u brings it back"))

        question = _("Take the code “{name}” away?").format(name=code.name(get_language()))
        self.app.push_screen(Confirm(question, " ".join(parts)), then)

    # -- looking ------------------------------------------------------------

    def action_codings(self) -> None:
        """List the codings of the code and of those under it; open the one chosen."""
        code = self.here()
        if code is not None:
            self._list_codings(code)

    def on_tree_node_selected(self) -> None:
        """Do the same at a double click."""
        self.action_codings()

    def _list_codings(self, code: Code) -> None:
        codings = self.project.codings(code=code, subtree=True)
        if not codings:
            self.refuse(_("nothing is coded with this yet"))
            return

        def then(coding: Coding | None) -> None:
            if coding is not None:
                self.qualcode.open_coding(coding)

        self.app.push_screen(CodingsScreen(self, code, codings), then)

    def action_history(self) -> None:
        """Show how the code came to be what it is."""
        code = self.here()
        if code is not None:
            people = {p.id: p.name for p in self.project.persons()}
            page = code_history(
                history(self.project, code.id),
                self.book,
                people,
                self.project.codings(code=code),
                width=min(78, self.app.size.width * 94 // 100 - 6),
            )
            self.app.push_screen(ShowText(_("History: {name}").format(name=code.name(get_language())), page))

    def action_old_codings(self) -> None:
        """List the codings that were made before the code's definition or rules last changed."""
        from qualcode.teams.adjudicating import made_under_old_rule

        code = self.here()
        if code is None:
            return
        old = made_under_old_rule(self.project, code)
        if not old:
            changed = self.project.rules_changed_at(code)
            self.refuse(_("nothing was coded under the old rules") if changed else _("the code's rules never changed"))
            return
        self.app.push_screen(CodingsScreen(self, code, old), lambda c: self.qualcode.open_coding(c) if c else None)

    def action_memo(self) -> None:
        """Write a memo about the code."""
        code = self.here()
        if code is not None:
            ask_memo(self, "code", code.id, code.name(get_language()))

    def action_find(self) -> None:
        """Find a code by typing."""
        self.app.push_screen(
            Choose(_("Find a code"), choices(self.book, get_language())),
            lambda code: self.tree.go_to(code) if code else None,
        )

    def action_open_all(self) -> None:
        """Open the whole tree, or shut it."""
        self.tree.open_all()

    def action_unfold(self, inward: bool) -> None:
        """Open or shut the code, or step in or out."""
        self.tree.unfold(inward=inward)

    def action_scroll_sheet(self, direction: int) -> None:
        """Scroll the sheet by half a page."""
        sheet = self.query_one("#sheet", VerticalScroll)
        sheet.scroll_relative(y=direction * max(1, sheet.size.height // 2), animate=False)

    # -- files --------------------------------------------------------------

    def action_import_book(self) -> None:
        """Read in a codebook."""
        ask_for_book(self)

    def action_export_book(self) -> None:
        """Write the codebook out."""
        ask_where_to(self)
