"""All memos in one place: read, filtered by kind, rewritten; from each one goes to what it is about."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.core.memos import ABOUT, Memo, edit_memo, remove_memo
from qualcode.i18n import _, get_language, ngettext
from qualcode.project import Project
from qualcode.tui.actions import bindings
from qualcode.tui.figures import number, quote
from qualcode.tui.screens.dialogs import AskText
from qualcode.tui.screens.listing import Listing
from qualcode.tui.screens.memo_about import ask_memo
from qualcode.wording import memo_about

_PROJECT = "project"


class MemosScreen(Listing):
    """The memos of everyone, the latest first; below them the whole of the one under the cursor."""

    CONTEXT = "memos"
    KEPT: ClassVar[tuple[str, ...]] = (*Listing.KEPT, "_kind")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("memos")]

    def __init__(self) -> None:
        super().__init__()
        self._memos: dict[str, Memo] = {}
        self._kind = ""

    def compose_body(self) -> ComposeResult:
        """Yield the table, and below it the memo."""
        yield from super().compose_body()
        with VerticalScroll(id="below", can_focus=False):
            yield Static(id="memo")

    def show_project(self) -> None:
        """Read the memos."""
        people = {p.id: p.name for p in self.project.persons()}
        names = thing_names(self.project)
        found = [m for m in reversed(self.project.memos()) if self._kind in ("", m.about_kind)]
        self._memos = {m.id: m for m in found}
        narrow = self.app.size.width < 100
        headings = [(_("About"), 26 if narrow else 40), (_("Memo"), 0), (_("Who"), 8 if narrow else 12)]
        if not narrow:
            headings.append((_("When"), 10))
        rows: list[tuple[str, list[str | Content]]] = []
        for memo in found:
            about = Content.assemble((f"{memo_about(memo.about_kind)}  ", "$quiet"), names.get(memo.about, ""))
            text = " ".join(f"{memo.title}  {memo.text}".split())
            cells: list[str | Content] = [about, text, people.get(memo.author, "–")]
            rows.append((memo.id, cells if narrow else [*cells, memo.changed_at[:10]]))
        empty = _("No memos yet. m in most places writes one about what is there; n writes one about the project.")
        if self._kind:
            empty = _("No memos about this kind of thing. f goes on to the next kind.")
        self.fill(headings, rows, empty)
        self._put_memo()

    def details(self) -> list[str]:
        """Return how many memos there are, and about what."""
        n = len(self._memos)
        words = ngettext("{n} memo", "{n} memos", n).format(n=number(n))
        return [f"{words} · {memo_about(self._kind)}" if self._kind else words]

    def _chosen(self) -> Memo | None:
        return self._memos.get(self.chosen() or "")

    def _put_memo(self) -> None:
        memo = self._chosen()
        self.query_one("#memo", Static).update(Content(memo.text if memo else ""))

    def on_long_list_moved(self) -> None:
        """Show the memo under the cursor."""
        self._put_memo()

    def action_open(self) -> None:
        """Open what the memo is about."""
        memo = self._chosen()
        if memo is not None:
            self.qualcode.open_thing(memo.about_kind, memo.about)

    def action_edit(self) -> None:
        """Rewrite the memo, if it is one's own."""
        memo = self._chosen()
        if memo is None or not self._is_own(memo):
            return

        def then(text: str | None) -> None:
            if text:
                self.change(edit_memo(memo.id, text=text, title=memo.title), done=_("memo kept"))
            elif text is not None:
                self.change(remove_memo(memo.id), done=_("taken away; u brings it back"))

        name = thing_names(self.project).get(memo.about, "") or memo_about(memo.about_kind)
        self.app.push_screen(AskText(_("Memo: {name}").format(name=name), memo.text), then)

    def _is_own(self, memo: Memo) -> bool:
        if memo.author != self.project.actor:
            self.refuse(_("this memo is another coder's"))
        return memo.author == self.project.actor

    def action_next_kind(self) -> None:
        """Show the memos about the next kind of thing that has any, then all again."""
        kinds = ["", *(k for k in ABOUT if any(m.about_kind == k for m in self.project.memos()))]
        self._kind = kinds[(kinds.index(self._kind) + 1) % len(kinds)] if self._kind in kinds else ""
        self.show_project()
        self.put_lines()

    def action_new(self) -> None:
        """Write a memo about the project as a whole."""
        ask_memo(self, _PROJECT, _PROJECT, self.project.title)

    def action_remove(self) -> None:
        """Take the memo away."""
        memo = self._chosen()
        if memo is not None and self._is_own(memo):
            self.change(remove_memo(memo.id), done=_("taken away; u brings it back"))


def thing_names(project: Project) -> dict[str, str]:
    """Return what the things are called that memos can be about, by id."""
    language, book = get_language(), project.codebook()
    sources = {s.id: s.title for s in project.sources()}
    out = {_PROJECT: project.title} | sources | {c.id: c.name(language) for c in book.codes}
    out |= {c.id: c.name for c in project.cases()} | {s.id: s.title for s in project.scenes()}
    out |= {t.id: t.name for t in project.themes()} | {f.id: f.name for f in project.findings()}
    out |= {c.id: c.sentence for c in project.claims()} | {q.id: q.handle for q in project.quotations()}
    out |= {c.id: quote(c.text, 60) for c in project.condensations()}
    about = {m.about for m in project.memos() if m.about_kind == "coding"}
    for coding in project.codings() if about else ():
        if coding.id in about and coding.code in book.by_id:
            out[coding.id] = f"{book.by_id[coding.code].name(language)} · {sources[coding.source]}"
    return out
