"""The scene shown in the composer: its parts, how it will read, what the checks say."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualcode.checking import scene_problem
from qualcode.core.scenes import (
    Problem,
    Scene,
    edit_scene,
)
from qualcode.i18n import _, get_language, ngettext
from qualcode.tui.desk import Desk
from qualcode.tui.scene_page import PARTS, block_type, fidelity, part_name, preview
from qualcode.tui.screens.place import Place


class SceneView(Place):
    """One scene at a time: its parts to the left, how it will read to the right, what is wrong below."""

    CONTEXT = "scenes"
    CSS_PATH = "scenes.tcss"
    AUTO_FOCUS = "#parts"

    def __init__(self) -> None:
        super().__init__()
        self._scenes: list[Scene] = []
        self._at = 0
        self._problems: list[Problem] = []

    def compose_body(self) -> ComposeResult:
        """Yield parts, preview and checks."""
        with Horizontal(id="composer"):
            with Vertical(id="left"):
                yield OptionList(id="parts")
            with VerticalScroll(id="right", can_focus=False):
                yield Static(id="preview")
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
        """Keep which scene was shown."""
        if self.scene is not None:
            desk.scene = self.scene.id

    def details(self) -> list[str]:
        """Return the scene's number and title."""
        if self.scene is None:
            return []
        return [f"{self._at + 1}/{len(self._scenes)} {self.scene.title}"]

    def _show(self) -> None:
        scene, parts = self.scene, self.query_one("#parts", OptionList)
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
        bad = {p.block for p in self._problems}
        for name in PARTS:
            value = str(getattr(scene, name))
            parts.add_option(Option(Content.assemble((f"{part_name(name):<12}", "$quiet"), value or "–"), id=name))
        for n, member in enumerate(scene.cast):
            pronoun = f" ({member.pronoun})" if member.pronoun else ""
            line = Content.assemble((f"{_('cast'):<12}", "$quiet"), member.name, (f" {member.role}{pronoun}", "$quiet"))
            parts.add_option(Option(line, id=f"cast:{n}"))
        parts.add_option(None)
        for n, block in enumerate(scene.blocks):
            mark = ("⚠", "$warning") if n + 1 in bad else ("✓", "$success")
            who = f"– {block.speaker}: " if block.speaker else ""
            line = Content.assemble(
                (f"{n + 1:>2} ", "$quiet"),
                mark,
                f" {block_type(block.type)} ",
                (f"{fidelity(block.fidelity)}  ", "$accent"),
                (f"{who}{' '.join(block.text.split())}", "$quiet"),
            )
            parts.add_option(Option(line, id=f"block:{n}"))
        parts.highlighted = min(at, parts.option_count - 1)
        self.query_one("#preview", Static).update(preview(scene, self.project.codebook(), get_language()))
        self._put_checks(scene)

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

    def _part(self) -> tuple[str, int]:
        parts = self.query_one("#parts", OptionList)
        if parts.highlighted is None or self.scene is None:
            return "", 0
        name, _colon, n = (parts.get_option_at_index(parts.highlighted).id or "").partition(":")
        return name, int(n or 0)

    def _save(self, after: Scene, *, go_to: str = "") -> None:
        before = self.scene
        if before is None or after == before or not self.write(edit_scene(before, after)):
            return
        self.take_in()
        if go_to:
            parts = self.query_one("#parts", OptionList)
            parts.highlighted = parts.get_option_index(go_to)
