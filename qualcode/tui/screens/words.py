"""Word lists: frequent words, words that mark a group, words in company, and how varied the words are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from qualcode.errors import Cancelled, QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.project import Project
from qualcode.protection.releasing import cell_texts
from qualcode.tui import files
from qualcode.tui.actions import bindings
from qualcode.tui.alongside import alongside, go_on, read_words
from qualcode.tui.desk import Desk
from qualcode.tui.figures import number, per_cent
from qualcode.tui.screens.dialogs import AskLine, AskText
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.letting_out import Made, make_and_put_out
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.search_filters import conditions, filter_fields
from qualcode.tui.screens.word_counts import DECIMALS, FIRST, MODES, Row, Wish, columns, count, in_order, shown
from qualcode.tui.screens.word_forms import FormsScreen
from qualcode.tui.tables import as_csv
from qualcode.tui.widgets.longlist import LongList

_NAME, _FIGURE = 26, 13


class WordsScreen(Place):
    """One list at a time, sorted, filtered, written to a file."""

    CONTEXT = "words"
    CSS_PATH = "words.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("words")]
    AUTO_FOCUS = "LongList"

    def __init__(self) -> None:
        super().__init__()
        self.wish = Wish()
        self.stop: list[str] = []
        self.column, self.upwards = 0, False
        self.rows: list[Row] = []
        self._all: list[Row] = []
        self._busy = ""
        self._left = ""  # the word under the cursor when the screen was left

    def compose_body(self) -> ComposeResult:
        """Yield what is counted, the filter and the list."""
        yield Static(id="told")
        yield Input(id="filter", placeholder=_("letters of the word"), select_on_focus=False)
        yield LongList(id="words")

    def on_mount(self) -> None:
        """Take up the list that was left."""
        left: dict[str, Any] = dict(self.qualcode.desk.words)
        self.stop = list(left.pop("stop", ()))
        column = left.pop("column", None)
        self.upwards, self._left = left.pop("upwards", False) is True, str(left.pop("row", ""))
        known = {k: v for k, v in left.items() if k in Wish.__slots__}
        self.wish = Wish(**known) if known.get("mode", "list") in MODES else Wish()
        self.column = FIRST[self.wish.mode] if not isinstance(column, int) else column
        self.query_one("#filter").display = False

    @property
    def listing(self) -> LongList:
        """The list."""
        return self.query_one(LongList)

    def leave(self, desk: Desk) -> None:
        """Keep what is counted."""
        at = self.row.key if self.row else self._left
        desk.words = {**asdict(self.wish), "stop": self.stop, "column": self.column, "upwards": self.upwards, "row": at}

    def show_project(self) -> None:
        """Count anew."""
        self._ask()

    def _ask(self, **changed: object) -> None:
        self.wish = replace(self.wish, **changed)  # type: ignore[arg-type]
        self.typed.begin()
        self._say(_("counting …"))
        self.count(self.wish)

    @work(thread=True, exclusive=True, group="words", description="words")
    def count(self, wish: Wish) -> None:
        """Count in a thread with a connection of its own."""
        worker = get_current_worker()
        try:
            with alongside(self.project) as project:
                read_words(project, worker, self._say_reading)
                rows = count(project, wish)
                go_on(worker)
        except Cancelled:
            return
        except QualcodeError as error:
            self.app.call_from_thread(self._take, [], f"{error.message}  {error.hint}")
            return
        self.app.call_from_thread(self._take, rows, "")

    def _say_reading(self, done: int, total: int) -> None:
        share = per_cent(done / total if total else 1.0)
        words = _("reading the words of the texts: {share} – Esc stops").format(share=share)
        self.app.call_from_thread(self._say, words)

    def _say(self, words: str) -> None:
        self._busy = words
        self._show_told()

    def _take(self, rows: list[Row], problem: str) -> None:
        if not self.is_whole:
            return
        self._all, self._busy = rows, problem
        self.typed.end()
        if not -1 <= self.column < len(columns(self.wish.mode)):
            self.column = FIRST[self.wish.mode]
        self._show()

    # -- what is shown ------------------------------------------------------

    def _show(self) -> None:
        at = self.row.key if self.row else self._left
        typed = self.query_one("#filter", Input).value.strip().casefold()
        left_out = {w.casefold() for w in self.stop}
        rows = [r for r in self._all if typed in r.name.casefold() and r.key.casefold() not in left_out]
        self.rows = in_order(rows, self.column, upwards=self.upwards)
        cursor = next((n for n, r in enumerate(self.rows) if r.key == at), 0)
        self.listing.show(len(self.rows), self._row, heading=self._heading(), cursor=cursor)
        self._show_told()
        self.put_lines()

    def _heading(self) -> Content:
        names = [_("source") if self.wish.mode == "figures" else _("word"), *columns(self.wish.mode)]
        arrow = "↑" if self.upwards else "↓"
        parts: list[Content | tuple[str, str] | str] = ["  "]
        for n, name in enumerate(names, start=-1):
            title = f"{name} {arrow}" if n == self.column else name
            style = "$accent bold" if n == self.column else "$quiet"
            parts.append((f"{title:<{self._word_cells}}" if n < 0 else f"{title:>{_FIGURE}}", style))
        return Content.assemble(*parts)

    @property
    def _word_cells(self) -> int:
        taken = _FIGURE * len(columns(self.wish.mode)) + 4
        return max(12, min(self.app.size.width - taken, _NAME * (2 if self.wish.mode == "figures" else 1)))

    def _row(self, n: int, width: int) -> Content:
        del width
        row, with_decimals = self.rows[n], DECIMALS[self.wish.mode]
        name = row.name if len(row.name) <= self._word_cells else row.name[: self._word_cells - 1] + "…"
        figures = [f"{shown(v, decimals=i in with_decimals):>{_FIGURE}}" for i, v in enumerate(row.figures)]
        return Content.assemble(f"  {name:<{self._word_cells}}", ("".join(figures), ""))

    def _show_told(self) -> None:
        wish = self.wish
        parts: list[tuple[str, str] | str] = []
        group = " ".join(conditions(wish.group)) or _("all texts")
        parts += [(_("group") + " ", "$quiet"), group, "   "]
        if wish.mode == "keyness":
            against = " ".join(conditions(wish.against)) or _("everything else")
            parts += [(_("against") + " ", "$quiet"), against, "   "]
        if wish.mode == "collocations":
            near = ngettext("within {n} word", "within {n} words", wish.window).format(n=wish.window)
            parts += [(_("company of") + " ", "$quiet"), (wish.word, "bold"), f" {near}   "]
        if wish.content and wish.mode != "figures":
            parts += [(_("without function words"), "$quiet"), "   "]
        if self.stop:
            n = len(self.stop)
            parts.append((ngettext("{n} word left out", "{n} words left out", n).format(n=n), "$quiet"))
        self.query_one("#told", Static).update(
            Content("\n").join([Content.assemble(*parts), Content(self._busy).stylize("$accent")])
        )

    def details(self) -> list[str]:
        """Return which list it is, and how long."""
        names = {
            "list": _("frequent words"),
            "keyness": _("key words"),
            "collocations": _("company"),
            "figures": _("variety"),
        }
        return [f"{names[self.wish.mode]} · {number(len(self.rows))}"]

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        at = self.listing.cursor
        return self.rows[at] if at < len(self.rows) else None

    def _word(self) -> str:
        """Return the word under the cursor; empty, with a word why, when there is none."""
        if self.row is None or self.wish.mode == "figures":
            self.refuse(self.nothing_here)
            return ""
        return self.row.key

    # -- what can be done ---------------------------------------------------

    def on_long_list_chosen(self) -> None:
        """Show the forms, or the source."""
        self.action_open()

    def action_open(self) -> None:
        """Show the forms behind the word, or open the source."""
        if self.row is None:
            return
        if self.wish.mode == "figures":
            if self.row.key:
                self.qualcode.open_source(self.row.key)
        elif self.wish.written and self.wish.mode == "list":
            self.action_search()
        else:
            group = " ".join(conditions(self.wish.group))
            self.app.push_screen(FormsScreen(self, self.row.key, group), self._search_for)

    def _search_for(self, query: str | None) -> None:
        if query:
            self.qualcode.search_for(" ".join([query, *conditions(self.wish.group)]))

    def action_search(self) -> None:
        """Search for the word with its compounds; for a form as it is written."""
        word = self._word()
        if word:
            written = self.wish.written and self.wish.mode == "list"
            self._search_for(word if written else f"lemma:{word.lower()}")

    def action_mode(self, mode: str) -> None:
        """Show another list; the company of the word under the cursor, if it is that."""
        word = self.row.key if self.row is not None and self.wish.mode != "figures" else ""
        self.column, self.upwards = FIRST[mode], False
        if mode == "collocations" and not (word or self.wish.word):
            self.action_ask_word()
            return
        if mode == "keyness" and not conditions(self.wish.group):
            self.wish = replace(self.wish, mode=mode)
            self.action_group("group")
            return
        self._ask(mode=mode, word=word or self.wish.word)

    def action_ask_word(self) -> None:
        """Ask for the word whose company is listed."""

        def then(word: str | None) -> None:
            if word:
                self.column = FIRST["collocations"]
                self._ask(mode="collocations", word=word.lower())

        self.app.push_screen(AskLine(_("The company of which word?"), self.wish.word), then)

    def action_group(self, which: str) -> None:
        """Choose a group by filters."""
        chosen = self.wish.group if which == "group" else self.wish.against

        def then(changed: Mapping[str, str] | None) -> None:
            if changed or which == "group":
                kept = {k: v for k, v in {**chosen, **(changed or {})}.items() if v}
                self._ask(**{which: kept})

        title = _("Words of which texts?") if which == "group" else _("Against which texts?")
        fields = filter_fields(self.project, chosen, without=("negated",))
        self.app.push_screen(FormScreen(title, fields), then)

    def action_sort(self) -> None:
        """Sort by the next column."""
        self.column = (self.column + 2) % (len(columns(self.wish.mode)) + 1) - 1
        self._show()

    def action_turn_round(self) -> None:
        """Turn the order round."""
        self.upwards = not self.upwards
        self._show()

    def action_content(self) -> None:
        """Leave function words out, or not."""
        self._ask(content=not self.wish.content)

    def action_written(self) -> None:
        """Count forms as written, or lemmas."""
        self._ask(mode="list", written=not self.wish.written)

    def action_window(self, step: int) -> None:
        """Count company further off, or only closer."""
        if self.wish.mode == "collocations":
            self._ask(window=max(1, min(30, self.wish.window + step)))

    def action_filter(self) -> None:
        """Ask for letters of the words to show."""
        field = self.query_one("#filter", Input)
        field.display = True
        field.focus()

    def on_input_changed(self) -> None:
        """Show the words with these letters."""
        self._show()

    def on_input_submitted(self) -> None:
        """Go on to the list."""
        self.listing.focus()

    def action_leave(self) -> None:
        """Leave the filter, or stop counting."""
        field = self.query_one("#filter", Input)
        if field.display:
            field.value = ""
            field.display = False
            self.listing.focus()
        elif any(w.group == "words" and w.is_running for w in self.workers):
            self.workers.cancel_group(self, "words")
            self._say(_("stopped"))
            self.typed.end()

    def action_stop(self) -> None:
        """Leave the word out of the lists."""
        word = self._word()
        if word:
            self.stop.append(word)
            self._show()
            self.notify(_("left out: {word} – X changes the list").format(word=word), markup=False, timeout=3)

    def action_stop_list(self) -> None:
        """Ask for the words left out."""

        def then(text: str | None) -> None:
            if text is not None:
                self.stop = sorted(set(text.split()))
                self._show()

        self.app.push_screen(AskText(_("Words left out, one a line"), "\n".join(self.stop)), then)

    def action_write(self) -> None:
        """Write the list to a file."""

        def then(path: str | None) -> None:
            if not path:
                return
            target = files.beside(self.project, path)
            headings = [_("word"), *columns(self.wish.mode)]
            lines = [[r.name, *r.figures] for r in self.rows]

            def make(_project: Project) -> Made:
                return Made(as_csv(headings, lines), cell_texts(headings, lines))

            make_and_put_out(self, target, make, document="words")

        if not self.rows:
            self.refuse(self.nothing_here)
            return
        self.app.push_screen(AskLine(_("Write the list to the file"), f"{files.EXPORTS}/{_('words')}.csv"), then)
