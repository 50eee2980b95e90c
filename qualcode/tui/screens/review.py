"""Passages to check: codings whose words had to be looked for, or were not found, after a text was exchanged.

Condensations whose meaning unit is gone stand among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.core import codings as deeds
from qualcode.core import condensations
from qualcode.core.codings import Coding
from qualcode.core.condensations import Condensation
from qualcode.core.places import Span
from qualcode.errors import QualcodeError
from qualcode.i18n import _, get_language, ngettext
from qualcode.project import Project
from qualcode.teams.replacing import (
    accept,
    carry_out,
    condensations_to_review,
    place,
    place_unit,
    plan_replacement,
    review_list,
    words_when_made,
)
from qualcode.tui import files
from qualcode.tui.actions import bindings
from qualcode.tui.figures import number, per_cent, quote
from qualcode.tui.long_work import LongWork
from qualcode.tui.open_source import OpenSource
from qualcode.tui.screens.dialogs import Choose, Confirm
from qualcode.tui.screens.form import DeedForm
from qualcode.tui.screens.joining import Joining
from qualcode.tui.screens.listing import Listing
from qualcode.tui.screens.passage import PassageScreen
from qualcode.tui.widgets.fields import Choice, Field

if TYPE_CHECKING:
    from qualcode.teams.replacing import Replacement

_AROUND = 240
_NARROW = 100


class ReviewScreen(Listing):
    """The codings to look at; below them the words when coded, and the place found now."""

    CONTEXT = "review"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("review")]

    def __init__(self) -> None:
        super().__init__()
        self.work = LongWork(self)
        self._codings: dict[str, Coding] = {}
        self._units: dict[str, Condensation] = {}

    def compose_body(self) -> ComposeResult:
        """Yield the list, and below it the passage."""
        yield from super().compose_body()
        with VerticalScroll(id="below", classes="tall", can_focus=False):
            yield Static(id="passage")

    # -- what is shown ------------------------------------------------------

    def show_project(self) -> None:
        """Read what is to be looked at."""
        self._codings = {c.id: c for c in review_list(self.project)}
        book, people = self.project.codebook(), {p.id: p.name for p in self.project.persons()}
        narrow = self.app.size.width < _NARROW
        headings = [(_("Source"), 18 if narrow else 30), (_("Line"), 5), (_("How"), 12), (_("Code"), 0)]
        headings += [] if narrow else [(_("Coder"), 12), (_("Words"), 0)]
        rows: list[tuple[str, list[str | Content]]] = []
        for c in self._codings.values():
            source = self.project.source(c.source)
            line = "" if c.start is None else f"{self.project.line_map(source).line(c.start):>5}"
            how = Content(_("not found") if c.adrift else _("looked for")).stylize(
                "$warning" if c.adrift else "$accent"
            )
            cells: list[str | Content] = [source.title, line, how, book.path_name(c.code, get_language())]
            if not narrow:
                cells += [people.get(c.coder, "–"), quote(self._words(c), 60)]
            rows.append((c.id, cells))
        self._units = {c.id: c for c in condensations_to_review(self.project)}
        for unit in self._units.values():
            gone = Content(_("not found")).stylize("$warning")
            told = _("condensation: {text}").format(text=unit.text)
            cells = [self.project.source(unit.source).title, "", gone, told]
            if not narrow:
                cells += [people.get(unit.author, "–"), quote(words_when_made(self.project, unit), 60)]
            rows.append((unit.id, cells))
        empty = _(
            "Nothing to check. i puts a changed file in the place of a source's text; what is doubtful is listed here."
        )
        self.fill(headings, rows, empty)
        self._put_passage()

    def _words(self, coding: Coding) -> str:
        if coding.start is None:
            return words_when_made(self.project, coding)
        return self.project.quote(self.project.source(coding.source), coding.start, coding.end)

    def details(self) -> list[str]:
        """Return how many are left."""
        n = len(self._codings) + len(self._units)
        return [ngettext("{n} passage", "{n} passages", n).format(n=number(n))]

    def status(self) -> str:
        """Return what is being done."""
        return self.work.title

    def on_long_list_moved(self) -> None:
        """Show the passage under the cursor."""
        self._put_passage()

    def _put_passage(self) -> None:
        coding = self._codings.get(self.chosen() or "")
        body = self.query_one("#passage", Static)
        unit = self._units.get(self.chosen() or "")
        if unit is not None:
            was = quote(words_when_made(self.project, unit), 600)
            head = _("When condensed") + "\n"
            told = _("Its words are gone from the text. b chooses where it belongs, x lets it go.")
            body.update(Content("\n").join([Content.assemble((head, "$quiet"), was), Content(""), Content(told)]))
            return
        if coding is None:
            body.update("")
            return
        source = self.project.source(coding.source)
        lines = [
            Content.assemble((_("When coded") + "\n", "$quiet"), quote(words_when_made(self.project, coding), 600)),
            Content(""),
        ]
        if coding.start is None or coding.end is None:
            lines.append(Content(_("Its words are gone from the text. b chooses where it belongs, x lets it go.")))
        else:
            text = self.project.text(source)
            before = " ".join(text[max(0, coding.start - _AROUND) : coding.start].split())
            after = " ".join(text[coding.end : coding.end + _AROUND].split())
            line = self.project.line_map(source).line(coding.start)
            head = _("Now") + ", " + _("line {line}").format(line=line) + "\n"
            words = " ".join(text[coding.start : coding.end].split())
            lines.append(
                Content.assemble(
                    (head, "$quiet"), (f"… {before} ", "$quiet"), (words, "bold on $chosen"), (f" {after} …", "$quiet")
                )
            )
        body.update(Content("\n").join(lines))

    def _here(self) -> Coding | None:
        coding = self._codings.get(self.chosen() or "")
        if coding is None:
            self.refuse(self.nothing_here)
        return coding

    # -- deciding -----------------------------------------------------------

    def action_open(self) -> None:
        """Open the place in the reading view; of a condensation its row in the table."""
        if self.chosen() in self._units:
            self.qualcode.open_thing("condensation", str(self.chosen()))
            return
        coding = self._here()
        if coding is not None:
            self.qualcode.open_coding(coding)

    def action_accept(self) -> None:
        """Say that the place found is the right one."""
        if self.chosen() in self._units:
            self.refuse(_("no place was found; b chooses one, x lets it go"))
            return
        coding = self._here()
        if coding is not None and coding.adrift:
            self.refuse(_("no place was found; b chooses one, x lets it go"))
        elif coding is not None:
            self._accept([coding])

    def action_accept_all(self) -> None:
        """Say so of all that were found, after a yes."""
        found = [c for c in self._codings.values() if not c.adrift]
        n = len(found)
        if not n:
            self.refuse(self.nothing_here)
            return
        question = ngettext("Is the place of {n} coding right?", "Are the places of {n} codings right?", n)
        self.app.push_screen(Confirm(question.format(n=n)), lambda yes: self._accept(found) if yes else None)

    def _accept(self, codings: list[Coding]) -> None:
        self._go_on(codings[0])
        try:
            accept(self.project, codings)
        except QualcodeError as error:
            self.qualcode.tell(error)
            return
        self.take_in()

    def _go_on(self, thing: Coding | Condensation) -> None:
        """Put the cursor on the next row, so that it stays there when this one goes."""
        keys = [*self._codings, *self._units]
        at = keys.index(thing.id)
        if at + 1 < len(keys):
            self.show_thing(keys[at + 1])

    def action_border(self) -> None:
        """Ask for the words by the keys of the reading view."""
        thing = self._units.get(self.chosen() or "") or self._here()
        if thing is None:
            return
        opened = OpenSource.load(self.project, thing.source)
        span = None if thing.start is None or thing.end is None else (thing.start, thing.end)
        title = _("Where does it belong? {words}").format(words=quote(words_when_made(self.project, thing), 60))

        def then(chosen: Span | None) -> None:
            if chosen is None:
                return
            self._go_on(thing)
            try:
                if isinstance(thing, Coding):
                    place(self.project, thing, chosen)
                else:
                    place_unit(self.project, thing, chosen)
            except QualcodeError as error:
                self.qualcode.tell(error)
                return
            self.take_in()

        self.app.push_screen(PassageScreen(title, opened, span), then)

    def action_remove(self) -> None:
        """Let the coding or condensation go, if it is one's own."""
        unit = self._units.get(self.chosen() or "")
        if unit is not None:
            if unit.author != self.project.actor:
                self.refuse(_("this condensation is another’s"))
                return
            self._go_on(unit)
            self.change(condensations.remove("condensation", unit.id), done=_("taken away; u brings it back"))
            return
        coding = self._here()
        if coding is None:
            return
        if coding.coder != self.project.actor:
            self.refuse(_("this coding is another coder's"))
            return
        self._go_on(coding)
        self.change(deeds.remove_coding(coding), done=_("taken away; u brings it back"))

    # -- two texts that are one, and a changed file -------------------------

    def action_join(self) -> None:
        """Make one of two sources that are nearly the same text."""
        Joining(self, self.work).begin()

    def action_replace(self) -> None:
        """Ask for a source and a changed file, show what exchanging the text would do, and do it after a yes."""
        offered = [Choice(s.id, s.title, s.file_name) for s in self.project.sources()]

        def file(source: str | None) -> None:
            if source:
                title = self.project.source(source).title
                fields = [
                    Field("file", _("changed file"), placeholder=_("a file .txt, .md or .docx")),
                    Field(
                        "repair",
                        _("repairs"),
                        "1",
                        (Choice("1", _("mend broken words")), Choice("", _("take as it is"))),
                    ),
                ]
                form = DeedForm(_("A changed file for {source}").format(source=title), fields)
                self.app.push_screen(form, lambda values: self._plan(source, values) if values else None)

        self.app.push_screen(Choose(_("Which source's text was changed?"), offered), file)

    def _plan(self, source: str, values: Mapping[str, str]) -> None:
        if not values["file"]:
            return
        path, repair = files.beside(self.project, values["file"]), values["repair"] == "1"
        self._begin(source, path, repair=repair)

    def _begin(self, source: str, path: Path, *, repair: bool) -> None:
        def run(project: Project) -> Replacement:
            return plan_replacement(project, project.source(source), path, repair=repair)

        def show(plan: Replacement) -> None:
            n, sure = len(plan.uncertain), len(plan.passages) - len(plan.uncertain)
            told = _("{share} of the text stays; passages that are sure: {sure}, to be checked: {n}.").format(
                share=per_cent(plan.kept), sure=number(sure), n=number(n)
            )
            question = _("Put {file} in the place of the text?").format(file=path.name)
            self.app.push_screen(Confirm(question, told), lambda yes: self._carry_out(plan) if yes else None)

        self.work.begin(_("comparing the texts"), run, show)

    def _carry_out(self, plan: Replacement) -> None:
        try:
            carry_out(self.project, plan)
        except QualcodeError as error:
            self.qualcode.tell(error)
            return
        self.take_in()
        self.notify(_("The text is exchanged; undo takes it back."), timeout=5)
