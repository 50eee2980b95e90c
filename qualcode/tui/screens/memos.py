"""All memos in one place: read, filtered by kind, rewritten; from each one goes to what it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.core.memos import ABOUT, Memo, edit_memo, remove_memo
from qualcode.errors import NotFound
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
        self._kinds: set[str] = set()
        self._kind = ""

    def compose_body(self) -> ComposeResult:
        """Yield the table, and below it the memo."""
        yield from super().compose_body()
        with VerticalScroll(id="below", can_focus=False):
            yield Static(id="memo")

    def show_project(self) -> None:
        """Read the memos."""
        people = {p.id: p.name for p in self.project.persons()}
        names = self._names = ThingNames(self.project)
        everything = self.project.memos()
        self._kinds = {m.about_kind for m in everything}
        found = [m for m in reversed(everything) if self._kind in ("", m.about_kind)]
        self._memos = {m.id: m for m in found}
        narrow = self.app.size.width < 100
        headings = [(_("About"), 26 if narrow else 40), (_("Memo"), 0), (_("Who"), 8 if narrow else 12)]
        if not narrow:
            headings.append((_("When"), 10))

        def cells(n: int) -> list[str | Content]:
            memo = found[n]
            name = names.name(memo.about_kind, memo.about)
            about = Content.assemble((f"{memo_about(memo.about_kind)}  ", "$quiet"), name)
            text = " ".join(f"{memo.title}  {memo.text}".split())
            line: list[str | Content] = [about, text, people.get(memo.author, "–")]
            return line if narrow else [*line, memo.changed_at[:10]]

        empty = _("No memos yet. m in most places writes one about what is there; n writes one about the project.")
        if self._kind:
            empty = _("No memos about this kind of thing. f goes on to the next kind.")
        self.fill_long(headings, [m.id for m in found], cells, empty)
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

        name = self._names.name(memo.about_kind, memo.about) or memo_about(memo.about_kind)
        self.app.push_screen(AskText(_("Memo: {name}").format(name=name), memo.text), then)

    def _is_own(self, memo: Memo) -> bool:
        if memo.author != self.project.actor:
            self.refuse(_("this memo is another coder's"))
        return memo.author == self.project.actor

    def action_next_kind(self) -> None:
        """Show the memos about the next kind of thing that has any, then all again."""
        kinds = ["", *(k for k in ABOUT if k in self._kinds)]
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


class ThingNames:
    """What the things are called that memos can be about, read when the first of a kind is asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, dict[str, str]] = {"coding": {}}

    def name(self, kind: str, identifier: str) -> str:
        """Return the name of a thing by its kind and id; empty when it is gone."""
        known = self._known.get(kind)
        if known is None:
            known = self._known[kind] = self._of(kind)
        if kind == "coding" and identifier not in known:
            known[identifier] = self._coding(identifier)
        return known.get(identifier, "")

    def _coding(self, identifier: str) -> str:
        try:
            coding = self._project.coding(identifier)
        except NotFound:
            return ""
        code = self._project.codebook().by_id.get(coding.code)
        source = self._project.source(coding.source).title
        return f"{code.name(get_language())} · {source}" if code is not None else ""

    def _of(self, kind: str) -> dict[str, str]:
        project, language = self._project, get_language()
        read: dict[str, Callable[[], dict[str, str]]] = {
            _PROJECT: lambda: {_PROJECT: project.title},
            "source": lambda: {s.id: s.title for s in project.sources()},
            "code": lambda: {c.id: c.name(language) for c in project.codebook().codes},
            "case": lambda: {c.id: c.name for c in project.cases()},
            "scene": lambda: {s.id: s.title for s in project.scenes()},
            "theme": lambda: {t.id: t.name for t in project.themes()},
            "finding": lambda: {f.id: f.name for f in project.findings()},
            "claim": lambda: {c.id: c.sentence for c in project.claims()},
            "quotation": lambda: {q.id: q.handle for q in project.quotations()},
            "condensation": lambda: {c.id: quote(c.text, 60) for c in project.condensations()},
        }
        return read[kind]() if kind in read else {}
