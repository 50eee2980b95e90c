"""The scene shown in the composer: its parts, how it will read, what the checks say."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualcode.checking import scene_problem
from qualcode.core.scenes import Problem, Scene, edit_scene
from qualcode.i18n import _, get_language, ngettext
from qualcode.tui.desk import Desk
from qualcode.tui.scene_page import block_type, fidelity, lead_in_role, narrator, preview
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.draggable import DraggableList
from qualcode.wording import scene_kind


class Ground(VerticalScroll, can_focus=False):
    """Where the passages stand that a scene rests on; it tells when it gets another width."""

    class Resized(Message):
        """There is another width."""

    def on_resize(self) -> None:
        """Tell of it."""
        self.post_message(self.Resized())


class SceneView(Place):
    """One scene at a time: its parts to the left, how it will read to the right, what is wrong below."""

    CONTEXT = "scenes"
    CSS_PATH = "scenes.tcss"
    AUTO_FOCUS = "#parts"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (118, "-wide")]  # noqa: RUF012 - as Textual types it

    def __init__(self) -> None:
        super().__init__()
        self._scenes: list[Scene] = []
        self._at = 0
        self._problems: list[Problem] = []

    def compose_body(self) -> ComposeResult:
        """Yield parts, preview and checks."""
        with Horizontal(id="composer"):
            with Vertical(id="left"):
                yield DraggableList(id="parts")
            with VerticalScroll(id="right", can_focus=False):
                yield Static(id="preview")
            with Ground(id="ground"):
                yield Static(id="passages")
        yield Static(id="checks")

    @property
    def scene(self) -> Scene | None:
        """The scene shown."""
        return self._scenes[self._at] if self._at < len(self._scenes) else None

    def show_project(self) -> None:
        """Read the scenes and check the one shown."""
        wanted = self.scene.id if self.scene else self.qualcode.desk.scene
        self._scenes = self.project.scenes()
        ids = [s.id for s in self._scenes]
        self._at = ids.index(wanted) if wanted in ids else min(self._at, max(0, len(ids) - 1))
        self._show()

    def leave(self, desk: Desk) -> None:
        """Keep which scene was shown, and the part under the cursor."""
        if self.scene is not None:
            desk.scene = self.scene.id
            desk.scene_part = self._part_id()

    def details(self) -> list[str]:
        """Return the scene's number and title."""
        if self.scene is None:
            return []
        return [f"{self._at + 1}/{len(self._scenes)} {self.scene.title}"]

    def _show(self) -> None:
        scene, parts = self.scene, self.query_one("#parts", OptionList)
        desk = self.qualcode.desk
        left = desk.scene_part if scene is not None and not parts.option_count and desk.scene == scene.id else ""
        at = parts.highlighted or 0
        parts.clear_options()
        if scene is None:
            self.query_one("#preview", Static).update(
                Content(_("No scenes yet. n begins one; + in the reading view adds a passage to one.")).stylize(
                    "$quiet"
                )
            )
            self.query_one("#checks", Static).update(Content(""))
            return
        self._problems = self.project.check_scene(scene)
        for identifier, line in self._lines(scene):
            parts.add_option(Option(line, id=identifier) if identifier else None)
            if identifier and identifier == left:
                at = parts.option_count - 1
        parts.highlighted = min(at, parts.option_count - 1)
        self.query_one("#preview", Static).update(preview(scene, self.project.codebook(), get_language()))
        self._put_checks(scene)
        self._put_passages(scene)

    def on_option_list_option_highlighted(self) -> None:
        """Show the passages of the block under the cursor first."""
        if self.scene is not None:
            self._put_passages(self.scene)

    def on_ground_resized(self) -> None:
        """Fit the passages to the width that is known now."""
        if self.scene is not None:
            self._put_passages(self.scene)

    def _put_passages(self, scene: Scene) -> None:
        """Show what the scene rests on: source, lines and blocks, and the words under the block at the cursor."""
        name, at = self.part()
        lines = [Content(_("Rests on")).stylize("bold")]
        for n, block in enumerate(scene.blocks):
            for segment in block.segments:
                source, span = self.project.source(segment.source), self.project.place_of(segment)
                here = name == "block" and n == at
                if span is None:
                    lines.append(Content(_("{n}: gone from {source}").format(n=n + 1, source=source.handle)))
                    continue
                first, last = self.project.line_map(source).lines(*span)
                at_lines = f" {first}" + (f"–{last}" if last != first else "")
                room = max(12, self.query_one("#ground").scrollable_content_region.width) - len(at_lines)
                where = Content.assemble(Content(f"{n + 1}: {source.handle}").truncate(room, ellipsis=True), at_lines)
                lines.append(where.stylize("$accent" if here else "$quiet"))
                if here:
                    lines.append(Content(" ".join(self.project.quote(source, *span).split())))
        if len(lines) == 1:
            lines.append(Content(_("no passage yet; + in the reading view adds one")).stylize("$quiet"))
        self.query_one("#passages", Static).update(Content("\n").join(lines))

    def _lines(self, scene: Scene) -> Iterator[tuple[str, Content]]:
        """Yield the parts of a scene with their ids, an empty id for a rule between."""
        language, book = get_language(), self.project.codebook()
        cases = {c.id: c.name for c in self.project.cases()}
        limits = _("{least}–{most} words").format(least=scene.min_words, most=scene.max_words)
        facts = [scene_kind(scene.kind), cases.get(scene.event or "", ""), limits]
        if scene.narrator != "none":
            facts.append(narrator(scene.narrator))
        yield "title", _named(_("title"), scene.title)
        yield "frame", _named(_("kind"), " · ".join(f for f in facts if f))
        yield "setting", _named(_("setting"), scene.setting)
        role = Content(f"  {lead_in_role(scene.lead_in_role)}").stylize("$accent")
        yield "lead_in", Content.assemble(_named(_("lead-in"), scene.lead_in), role if scene.lead_in else "")
        for n, member in enumerate(scene.cast):
            about = f" {member.role}" + (f" ({member.pronoun})" if member.pronoun else "")
            yield f"cast:{n}", Content.assemble(_named(_("cast"), member.name), (about, "$quiet"))
        yield "", Content("")
        bad = {p.block for p in self._problems}
        for n, block in enumerate(scene.blocks):
            mark = ("⚠", "$warning") if n + 1 in bad else ("✓", "$success")
            who = f"– {block.speaker}: " if block.speaker else ""
            yield (
                f"block:{n}",
                Content.assemble(
                    (f"{n + 1:>2} ", "$quiet"),
                    mark,
                    f" {block_type(block.type)} ",
                    (f"{fidelity(block.fidelity)}  ", "$accent"),
                    (f"{who}{' '.join(block.text.split())}", "$quiet"),
                ),
            )
        if scene.blocks:
            yield "", Content("")
        yield "analysis", _named(_("analysis"), scene.analysis)
        for n, point in enumerate(scene.points):
            code = book.path_name(point.code, language) if point.code else _("no code")
            yield f"point:{n}", Content.assemble(_named(_("point"), point.text), (f"  [{code}]", "$accent"))
        names = ", ".join(book.by_id[c].name(language) for c in scene.codes if c in book.by_id)
        yield "codes", _named(_("codes"), names)
        for n, masking in enumerate(scene.masking):
            why = " · ".join(x for x in (masking.kind, masking.reason) if x)
            yield f"masking:{n}", Content.assemble(_named(_("masking"), masking.printed), (f"  {why}", "$quiet"))
        for n, title in enumerate(scene.back_references):
            yield f"back:{n}", _named(_("compare"), title)

    def _put_checks(self, scene: Scene) -> None:
        n = len(self._problems)
        head = ngettext("{n} warning", "{n} warnings", n).format(n=n) if n else _("nothing to remark")
        length = _("{words} words (wanted {least}–{most})").format(
            words=scene.words(), least=scene.min_words, most=scene.max_words
        )
        lines = [Content.assemble((_("Check: "), "$accent"), head, (f" · {length}", "$quiet"))]
        for problem in self._problems[:4]:
            where = _("block {n}: ").format(n=problem.block) if problem.block else ""
            lines.append(Content.assemble(("  ⚠ ", "$warning"), f"{where}{scene_problem(problem)}"))
        if n > 4:
            lines.append(Content(_("  and {n} more").format(n=n - 4)).stylize("$quiet"))
        self.query_one("#checks", Static).update(Content("\n").join(lines))

    def part(self) -> tuple[str, int]:
        """Return the part under the cursor: its name, and its number where there are several."""
        name, _colon, n = (self._part_id() if self.scene is not None else "").partition(":")
        return name, int(n or 0)

    def _part_id(self) -> str:
        parts = self.query_one("#parts", OptionList)
        return "" if parts.highlighted is None else parts.get_option_at_index(parts.highlighted).id or ""

    def save(self, after: Scene, *, go_to: str = "", done: str = "") -> bool:
        """Write the scene as it now is, and put the cursor on one of its parts."""
        before = self.scene
        if before is None or after == before or not self.change(edit_scene(before, after), done=done):
            return False
        parts = self.query_one("#parts", OptionList)
        if go_to:
            parts.highlighted = parts.get_option_index(go_to)
        return True

    def show_thing(self, identifier: str) -> None:
        """Show a scene."""
        ids = [s.id for s in self._scenes]
        if identifier in ids:
            self._at = ids.index(identifier)
            self._show()
            self.put_lines()

    def action_scroll_preview(self, direction: int) -> None:
        """Scroll the preview by half a page."""
        right = self.query_one("#right", VerticalScroll)
        right.scroll_relative(y=direction * max(1, right.size.height // 2), animate=False)


def _named(name: str, value: str) -> Content:
    return Content.assemble((f"{name:<12.11}", "$quiet"), " ".join(value.split()) or "–")
