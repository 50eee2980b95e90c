"""Importing: choose files, look at speakers and repairs, then carry it out in the background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import DirectoryTree, Input, OptionList, SelectionList, Static
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from qualcode.core.sources import Source, Speaker
from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.importing import Planned, carry_out, plan_imports
from qualcode.project import Project
from qualcode.reasons import repair_why, rule_name
from qualcode.tui.screens.dialogs import Dialog
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.repairs import changed
from qualcode.wording import language_name, source_kind, speaker_role

ENDINGS = (".txt", ".md", ".docx")
_ROLES = ("respondent", "interviewer", "other")
_SHOWN = 400


class _Files(DirectoryTree):
    """Folders, and the files that can become sources."""

    def filter_paths(self, paths: Sequence[Path]) -> list[Path]:  # type: ignore[override]
        """Leave out hidden things and other files."""
        return [p for p in paths if not p.name.startswith(".") and (p.is_dir() or p.suffix.lower() in ENDINGS)]


class FileScreen(Dialog[list[Path]]):
    """Asks for files: a path typed, or files marked in the tree."""

    CSS_PATH = "importing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "take", show=False, priority=True)]

    def __init__(self, start: Path) -> None:
        super().__init__(
            _("Import files (.txt, .md, .docx)"), _("↓ to the files   ⏎ mark   F2 go on with the marked   Esc leave")
        )
        self._start = start
        self._marked: list[Path] = []

    def compose_box(self) -> ComposeResult:
        """Yield path, tree and the files marked."""
        yield Input(placeholder=_("a file or a folder, then ⏎"))
        yield _Files(self._start)
        yield Static(id="marked")

    def on_mount(self) -> None:
        """Begin in the path; down goes to the files."""
        self.query_one(Input).focus()

    def on_key(self, event: events.Key) -> None:
        """Go down from the path into the files."""
        if event.key == "down" and isinstance(self.focused, Input):
            event.stop()
            self.query_one(_Files).focus()
        else:
            super().on_key(event)

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        """Mark a file, or unmark it."""
        if event.path in self._marked:
            self._marked.remove(event.path)
        else:
            self._marked.append(event.path)
        names = "  ".join(p.name for p in self._marked)
        n = len(self._marked)
        line = ngettext("{n} file: {names}", "{n} files: {names}", n).format(n=n, names=names) if n else ""
        self.query_one("#marked", Static).update(Content(line))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the path typed: a file, or all files of a folder."""
        path = Path(event.value.strip()).expanduser()
        inside = sorted(path.iterdir()) if path.is_dir() else []
        found = [p for p in inside if p.suffix.lower() in ENDINGS] or [path]
        self.dismiss([*self._marked, *found])

    def action_take(self) -> None:
        """Go on with the files marked."""
        if self._marked:
            self.dismiss(self._marked)


@dataclass(slots=True)
class _Choice:
    plan: Planned
    off: set[int]


class PlanScreen(Dialog[list[Planned]]):
    """Shows what importing would do: per file the speakers with their counts, and the repairs, to be switched."""

    CSS_PATH = "importing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "carry_out", show=False, priority=True),
        Binding("r", "turn_role", show=False),
        Binding("f", "switch_rule", show=False),
    ]

    def __init__(self, plans: Sequence[Planned]) -> None:
        super().__init__(
            _("What the import would do"),
            _("⇥ next list   space off/on   r role   f all of this rule   F2 import   Esc leave"),
        )
        self._choices = [_Choice(p, set()) for p in plans]
        self._at = 0

    def compose_box(self) -> ComposeResult:
        """Yield the files, and beside them speakers and repairs."""
        with Horizontal(id="plan"):
            yield OptionList(*(Option(self._line(c)) for c in self._choices), id="files")
            yield SelectionList[str](id="speakers")
        yield Static(id="about")
        yield SelectionList[int](id="repairs")

    def on_mount(self) -> None:
        """Show the first file."""
        self.query_one("#files", OptionList).highlighted = 0

    def _line(self, choice: _Choice) -> Content:
        plan = choice.plan
        note = _("in the project already: {handle}").format(handle=plan.duplicate) if plan.duplicate else ""
        return Content.assemble(plan.path.name, (f"  {source_kind(plan.details.kind)}  {note}", "$quiet"))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show speakers and repairs of the file under the cursor."""
        if event.option_list.id == "files":
            self._keep()
            self._at = event.option_index
            self._show()

    def _show(self) -> None:
        choice = self._choices[self._at]
        plan = choice.plan
        roles = {s.label: s.role for s in plan.speakers}
        speakers = self.query_one("#speakers", SelectionList)
        speakers.clear_options()
        for c in plan.candidates[:30]:
            role = speaker_role(roles.get(c.label, c.example_role))
            text = Content.assemble(f"{c.label:<14}", (f"{c.count:>4} ×  {role}", "$quiet"))
            speakers.add_option(Selection(text, c.label, c.label in roles))
        repairs = self.query_one("#repairs", SelectionList)
        repairs.clear_options()
        base = plan.reading.base
        for n, edit in enumerate(plan.repairs.edits[:_SHOWN]):
            old = base[edit.start : edit.end]
            text = Content.assemble(f"{changed(old, edit.new):<40.40} ", (repair_why(edit), "$quiet"))
            repairs.add_option(Selection(text, n, n not in choice.off))
        n = len(plan.repairs.edits)
        rules = ", ".join(f"{rule_name(rule)} {count}" for rule, count in plan.repairs.rules.items())
        about = ngettext("{n} repair", "{n} repairs", n).format(n=n) + (f": {rules}" if rules else "")
        if plan.foreign:
            about += " · " + _("seems to be in {language}: set its language, {code}, in the details").format(
                language=language_name(plan.foreign), code=plan.foreign
            )
        self.query_one("#about", Static).update(Content(f"{plan.reading.encoding} · {about}"))

    def _keep(self) -> None:
        """Take over what was switched for the file shown."""
        choice = self._choices[self._at]
        plan = choice.plan
        repairs = self.query_one("#repairs", SelectionList)
        if repairs.option_count:
            on = set(repairs.selected)
            choice.off = {n for n in range(min(_SHOWN, len(plan.repairs.edits))) if n not in on}
        speakers = self.query_one("#speakers", SelectionList)
        if speakers.option_count:
            labels = set(speakers.selected)
            roles = {s.label: s for s in plan.speakers}
            examples = {c.label: c.example_role for c in plan.candidates}
            kept = [s for s in plan.speakers if s.label in labels or s.label not in examples]
            kept += [Speaker(x, examples[x]) for x in examples if x in labels and x not in roles]
            choice.plan = plan.spoken_by(kept)

    def action_turn_role(self) -> None:
        """Give the speaker under the cursor the next role."""
        self._keep()
        choice, listing = self._choices[self._at], self.query_one("#speakers", SelectionList)
        if listing.highlighted is None or not listing.has_focus:
            return
        at = listing.highlighted
        label = choice.plan.candidates[at].label
        choice.plan = choice.plan.spoken_by(
            [
                replace(s, role=_ROLES[(_ROLES.index(s.role) + 1) % len(_ROLES)]) if s.label == label else s
                for s in choice.plan.speakers
            ]
        )
        self._show()
        listing.highlighted = at

    def action_switch_rule(self) -> None:
        """Switch all repairs of the rule under the cursor."""
        listing, plan = self.query_one("#repairs", SelectionList), self._choices[self._at].plan
        if listing.highlighted is None:
            return
        rule = plan.repairs.edits[listing.highlighted].rule
        turn_off = listing.highlighted in listing.selected
        for n in range(listing.option_count):
            if plan.repairs.edits[n].rule == rule:
                (listing.deselect if turn_off else listing.select)(n)

    def action_carry_out(self) -> None:
        """Go on with what is chosen."""
        self._keep()
        self.dismiss([c.plan.without(edits=c.off) if c.off else c.plan for c in self._choices])


def start_import(place: Place) -> None:
    """Ask for files, show the plan, and import in the background."""
    importer = Importer(place)
    place.mount(importer)
    importer.begin()


class Importer(Static):
    """Carries an import through its steps; reading and writing happen in threads with connections of their own."""

    DEFAULT_CSS = "Importer { display: none; }"

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place

    def begin(self) -> None:
        """Ask for the files."""
        start = self._place.project.path.resolve().parent
        self.app.push_screen(FileScreen(start), self._take_paths)

    def _take_paths(self, paths: list[Path] | None) -> None:
        if paths:
            self.plan(paths)
        else:
            self._end()

    def _take_plans(self, plans: list[Planned] | None) -> None:
        if plans:
            self.carry_out(plans)
        else:
            self._end()

    def _end(self) -> None:
        self.remove()

    def _say(self, done: int, total: int, name: str) -> None:
        if total > 1:
            self.app.call_from_thread(self._place.notify, f"{done}/{total} {name}", timeout=1, markup=False)

    @work(thread=True, exclusive=True, group="import", description="import")
    def plan(self, paths: Sequence[Path]) -> None:
        """Read the files and show what importing them would do."""
        try:
            with Project.open(self._place.project.path, coder=self._place.project.actor_name, write=False) as project:
                plans = plan_imports(project, paths, progress=self._say)
        except QualcodeError as error:
            self.app.call_from_thread(self._place.qualcode.tell, error)
            return
        self.app.call_from_thread(self._show_plan, plans)

    def _show_plan(self, plans: list[Planned]) -> None:
        self.app.push_screen(PlanScreen(plans), self._take_plans)

    @work(thread=True, exclusive=True, group="import", description="import")
    def carry_out(self, plans: Sequence[Planned]) -> None:
        """Write the sources as one action."""
        main = self._place.project
        try:
            with Project.open(main.path, coder=main.actor_name) as project:
                project.actor = main.actor
                made = carry_out(project, plans, progress=self._say)
        except QualcodeError as error:
            self.app.call_from_thread(self._place.qualcode.tell, error)
            return
        self.app.call_from_thread(self._done, made)

    def _done(self, made: list[Source]) -> None:
        n = len(made)
        self._place.notify(ngettext("{n} source imported", "{n} sources imported", n).format(n=n))
        self._place.take_in()
        self._end()
