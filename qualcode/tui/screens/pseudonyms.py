"""The review list: names, places and numbers that may point to somebody, one key for each verdict."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from qualcode.core.mentions import Mention, NameGroup
from qualcode.core.name_key import NameKey, mask
from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.protection.guarding import no_promise
from qualcode.protection.keyholding import (
    OpenKey,
    entry_for,
    entry_kind,
    joined,
    key_at_hand,
    key_place,
    new_key,
    open_key,
)
from qualcode.reasons import personal_kind, personal_reason
from qualcode.tui.actions import bindings
from qualcode.tui.alongside import alongside
from qualcode.tui.figures import number
from qualcode.tui.screens.dialogs import AskLine, AskSecret, Choose, Confirm
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.listing import Listing
from qualcode.tui.widgets.fields import Choice, Field
from qualcode.wording import verdict_on_name

_AROUND = 90
_BLANKS = re.compile(r"\s+")
_NARROW = 100
_PRONOUNS = ("", "hen", "hon", "han")


class PseudonymsScreen(Listing):
    """What was found, the surest first; below it the place at hand with the words around."""

    CONTEXT = "pseudonyms"
    KEPT: ClassVar[tuple[str, ...]] = (*Listing.KEPT, "_all")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pseudonyms")]

    def __init__(self) -> None:
        super().__init__()
        self._groups: dict[str, NameGroup] = {}
        self._key: OpenKey | None = None
        self._saved: OpenKey | None = None
        self._saving = Lock()
        self._all = True
        self._place = 0
        self._busy = ""

    def compose_body(self) -> ComposeResult:
        """Yield the list, and the place at hand below it."""
        yield from super().compose_body()
        yield Static(id="below")

    # What is shown

    def show_project(self) -> None:
        """Look through the project anew, in a thread."""
        self._busy = _("looking through the texts …")
        self._show()
        self.look()

    @work(thread=True, exclusive=True, group="pseudonyms", description="pseudonyms")
    def look(self) -> None:
        """Make the review list in a thread with a connection of its own."""
        from qualcode.protection.reviewing import review

        worker = get_current_worker()
        try:
            with alongside(self.project) as project:
                key = self._key.key if self._key is not None else key_at_hand(project)
                found = review(project, key, cancelled=lambda: worker.is_cancelled)
        except QualcodeError as error:
            self.app.call_from_thread(self._take, (), f"{error.message}  {error.hint}")
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, found.groups, "")

    def _take(self, groups: tuple[NameGroup, ...], problem: str) -> None:
        self._groups = {f"{g.kind}:{g.name}": g for g in groups}
        self._busy = problem
        self._show()

    def _show(self) -> None:
        narrow = self.app.size.width < _NARROW
        headings = [
            (_("Name"), 0),
            (_("Kind"), 12 if narrow else 18),
            (_("Places"), 7),
            (_("Sure"), 5),
            (_("Decided"), 16 if narrow else 24),
        ]
        if not narrow:
            headings += [(_("Same as?"), 16), (_("Why"), 34)]
        rows: list[tuple[str, list[str | Content]]] = []
        for key, g in self._groups.items():
            if g.state and not self._all:
                continue
            style = "$quiet" if g.state else ""
            cells: list[str | Content] = [
                Content(g.name).stylize(style or "bold"),
                personal_kind(g.kind),
                f"{len(g.mentions):>5}",
                f"{round(g.confidence * 100):>3} %",
                Content(verdict_on_name(g.state, g.public)).stylize("$accent"),
            ]
            if not narrow:
                cells += [", ".join(g.near), Content(personal_reason(g.reason)).stylize("$quiet")]
            rows.append((key, cells))
        self.fill(headings, rows, self._busy or _("Nothing was found.") + " " + no_promise())
        self._show_place()
        self.put_lines()

    def details(self) -> list[str]:
        """Return how much is undecided, whether the key is open, and what the list cannot promise."""
        if self._busy:
            return [self._busy]
        waiting = sum(not g.state for g in self._groups.values())
        key = _("key open: {file}").format(file=self._key.path.name) if self._key else _("no key open")
        undecided = ngettext("{n} undecided", "{n} undecided", waiting).format(n=number(waiting))
        return [undecided, key, no_promise()]

    def on_long_list_moved(self) -> None:
        """Show the first place of the name under the cursor."""
        self._place = 0
        self._show_place()

    def _show_place(self) -> None:
        group, below = self._group(), self.query_one("#below", Static)
        if group is None:
            below.update("")
            return
        self._place %= len(group.mentions)
        mention = group.mentions[self._place]
        text = mention.held.text
        left = _BLANKS.sub(" ", text[max(0, mention.start - _AROUND) : mention.start])
        right = _BLANKS.sub(" ", text[mention.end : mention.end + _AROUND])
        where = _("{n} of {total}: {where}").format(
            n=self._place + 1, total=len(group.mentions), where=self._where(mention)
        )
        line = Content.assemble(left, (mention.words, "bold $accent"), right)
        below.update(Content("\n").join([Content(where).stylize("$quiet"), line]))

    def _where(self, mention: Mention) -> str:
        held = mention.held
        if held.thing == "source" and held.field == "running":
            source = self.project.source(held.id)
            return _("{source}, line {line}").format(
                source=source.handle, line=self.project.line_map(source).line(mention.start)
            )
        return held.name

    def _group(self) -> NameGroup | None:
        return self._groups.get(self.chosen() or "")

    def action_step(self, step: int) -> None:
        """Show another place of the name."""
        self._place += step
        self._show_place()

    def action_filter(self) -> None:
        """Show only what is undecided, or all."""
        self._all = not self._all
        self._show()

    def action_open(self) -> None:
        """Open the passage in the reading view."""
        group = self._group()
        if group is None:
            self.refuse(self.nothing_here)
            return
        mention = group.mentions[self._place % len(group.mentions)]
        if mention.held.thing == "source" and mention.held.field == "running":
            self.qualcode.open_source(mention.held.id, mention.start, mention.end)
        else:
            self.refuse(_("it stands in: {where}").format(where=f"{mention.held.name} ({mention.held.field})"))

    # The key

    def action_open_key(self) -> None:
        """Open the key that is known, or ask where it lies."""
        self._with_key(lambda: self.notify(_("The key is open."), timeout=3))

    def _with_key(self, then: Callable[[], object]) -> None:
        """Go on once the key is open."""
        if self._key is not None:
            then()
            return
        place = key_place(self.project)
        if place is not None and place.exists():
            self._ask_secret(place, then)
            return

        def named(answer: str | None) -> None:
            if answer:
                self._ask_secret(Path(answer).expanduser(), then)

        self.app.push_screen(
            AskLine(
                _("Where does the key lie? A new name makes a new key."),
                str(Path("~") / f"{self.project.path.stem}.nyckel.age"),
                quote=_("The key holds the real names. It may not lie in the project's folder."),
            ),
            named,
        )

    def _ask_secret(self, place: Path, then: Callable[[], object]) -> None:
        new = not place.exists()
        title = _("A passphrase for the new key") if new else _("Passphrase of {file}").format(file=place.name)

        def again(first: str | None) -> None:
            if not first:
                return
            if not new:
                self._take_key(place, first, then, new=False)
                return

            def second(answer: str | None) -> None:
                if answer == first:
                    self._take_key(place, first, then, new=True)
                elif answer is not None:
                    self.refuse(_("the two passphrases differ"))

            self.app.push_screen(AskSecret(_("The same passphrase again")), second)

        self.app.push_screen(AskSecret(title), again)

    def _take_key(self, place: Path, secret: str, then: Callable[[], object], *, new: bool) -> None:
        try:
            if new:
                self._key = new_key(self.project, place, ask=lambda _file: secret)
            else:
                self._key = open_key(self.project, place, ask=lambda _file: secret)
        except QualcodeError as error:
            self.qualcode.tell(error)
            return
        self.look()
        then()

    def _keep(self, key: NameKey) -> None:
        if self._key is None:
            return
        self._key = self._key.with_key(key)
        self.save_key()
        self.look()

    @work(thread=True, group="key", description="key")
    def save_key(self) -> None:
        """Write the key as it is by now; a thread does it, since encrypting takes a moment on purpose."""
        with self._saving:
            key = self._key
            if key is None or key is self._saved:
                return
            try:
                key.save()
            except QualcodeError as error:
                self.app.call_from_thread(self.qualcode.tell, error)
                return
            self._saved = key

    # Verdicts

    def action_give(self) -> None:
        """Give the name a pseudonym."""
        group = self._group()
        if group is None:
            self.refuse(self.nothing_here)
            return
        self._with_key(lambda: self._ask_pseudonym(group))

    def _ask_pseudonym(self, group: NameGroup) -> None:
        from qualcode.protection.reviewing import proposed

        if self._key is None:
            return
        key = self._key.key
        known = key.entry(group.name)
        offered = proposed(self.project, key, group.name, n=5) if group.kind in ("person", "name") else []
        fields = [
            Field("public", _("pseudonym"), known.public if known else "", placeholder=", ".join(offered)),
            Field(
                "pronoun",
                _("pronoun"),
                known.pronoun if known else "",
                tuple(Choice(p, p or _("no rule")) for p in _PRONOUNS),
            ),
            Field(
                "also",
                _("other real forms"),
                ", ".join(known.real[1:]) if known else "",
                placeholder=_("with commas between"),
            ),
        ]

        def then(written: Mapping[str, str] | None) -> None:
            if written and self._key is not None:
                also = [form for part in written.get("also", "").split(",") if (form := part.strip())]
                public = written.get("public") or (known.public if known else "")
                self._enter(group, [group.name, *also], public, pronoun=written.get("pronoun"))

        self.app.push_screen(FormScreen(_("Pseudonym for {name}").format(name=group.name), fields), then)

    def action_mask(self) -> None:
        """Mask the name by a word in brackets."""
        group = self._group()
        if group is None:
            self.refuse(self.nothing_here)
            return

        def then(answer: str | None) -> None:
            if answer is not None:
                self._enter(group, [group.name], mask(answer))

        hint = _("empty = […]   ⏎ keep   Esc leave")
        dialog = AskLine(_("What may stand instead of {name}?").format(name=group.name), "[…]", hint=hint)
        self._with_key(lambda: self.app.push_screen(dialog, then))

    def _enter(self, group: NameGroup, forms: list[str], public: str, *, pronoun: str | None = None) -> None:
        if self._key is None:
            return
        try:
            entry = entry_for(self._key.key, forms, public, kind=entry_kind(group.kind), pronoun=pronoun)
        except QualcodeError as error:
            self.qualcode.tell(error)
            return
        self._keep(self._key.key.with_entry(entry))

    def action_let_be(self) -> None:
        """Leave it as it is."""
        group = self._group()
        if group is None:
            self.refuse(self.nothing_here)
            return
        self._with_key(lambda: self._keep(self._key.key.leaving([group.name])) if self._key else None)

    def action_same(self) -> None:
        """Say whether two near names are one person."""
        group = self._group()
        if group is None or not group.near:
            self.refuse(_("no other name is near this one"))
            return
        choices = [Choice(f"same {n}", _("{name} is the same").format(name=n)) for n in group.near]
        choices += [Choice(f"apart {n}", _("{name} is somebody else").format(name=n)) for n in group.near]

        def then(answer: str | None) -> None:
            if not answer or self._key is None:
                return
            verdict, _blank, other = answer.partition(" ")
            if verdict == "apart":
                self._keep(self._key.key.parting(group.name, other))
                return
            try:
                self._keep(joined(self._key.key, group.name, other)[0])
            except QualcodeError as error:
                self.qualcode.tell(error)

        self._with_key(
            lambda: self.app.push_screen(Choose(_("Same person as {name}?").format(name=group.name), choices), then)
        )

    # Replacing

    def action_apply(self) -> None:
        """Put the pseudonyms everywhere, after a look at the places."""
        self._with_key(self._preview)

    def _preview(self) -> None:
        from qualcode.protection.pseudonymising import apply_names, plan_application

        if self._key is None:
            return
        plan = plan_application(self.project, self._key.key)
        counts = plan.counts(self._key.key)
        if not plan.changes:
            self.app.push_screen(
                Confirm(_("No name of the key stands anywhere. Take them out for good?"), _for_good()), self._for_good
            )
            return
        lines = [f"{entry.public}: {number(n)}" for entry, n in counts[:12]] + (["…"] if len(counts) > 12 else [])
        n = len(plan.spots)
        question = ngettext("Replace {n} place?", "Replace {n} places?", n).format(n=number(n))

        def then(yes: bool | None) -> None:
            if not yes:
                return
            try:
                apply_names(self.project, plan)
            except QualcodeError as error:
                self.qualcode.tell(error)
                return
            self.take_in()
            self.app.push_screen(
                Confirm(_("Replaced. Take the real names out for good too?"), _for_good()), self._for_good
            )

        self.app.push_screen(Confirm(question, "\n".join(lines)), then)

    def _for_good(self, yes: bool | None) -> None:
        if yes:
            self.qualcode.desk.query = ""
            self.clear()

    @work(thread=True, exclusive=True, group="for-good", description="for-good")
    def clear(self) -> None:
        """Take the names out for good in a thread with a connection of its own."""
        from qualcode.project import Project
        from qualcode.protection.pseudonymising import remove_for_good

        if self._key is None:
            return
        try:
            with Project.open(self.project.path, coder=self.project.actor_name) as project:
                done = remove_for_good(project, self._key.key)
        except QualcodeError as error:
            self.app.call_from_thread(self.qualcode.tell, error)
            return
        words = _("Taken out for good: {events} events, {texts} older texts, {files} imported files.").format(
            events=done.events, texts=done.texts, files=done.originals
        )
        self.app.call_from_thread(self._cleared, words)

    def _cleared(self, words: str) -> None:
        self.project.forget_words()
        self.project.forget()
        self.notify(words, markup=False, timeout=8)
        self.take_in()


def _for_good() -> str:
    return _(
        "Older texts, the log, imported files and the index forget them; it cannot be undone. "
        "Bundles, backups and reports made before still hold the names."
    )
