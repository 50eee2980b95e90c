"""Adding a passage of the reading view to a scene."""

from __future__ import annotations

from dataclasses import replace

from qualcode.core.ids import new_id
from qualcode.core.scenes import Block, Scene, SceneSegment, add_scene, edit_scene
from qualcode.i18n import _
from qualcode.tui.figures import quote
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.dialogs import Choose
from qualcode.tui.widgets.fields import Choice


def add_passage(screen: CodingScreen) -> None:
    """Ask for a scene, or the title of a new one, and put the passage at its end, verbatim and with its place."""
    opened = screen.opened
    if opened is None:
        return
    start, end = screen.view.target()
    if start >= end:
        screen.refuse(screen.nothing_here)
        return
    text = " ".join(opened.text[start:end].split())
    segment = SceneSegment(opened.source.id, opened.source.text, start, end)
    speaker = opened.speaker_at(start)
    block = Block("dash_turn" if speaker else "action", text, speaker, "verbatim", (segment,))
    scenes = screen.project.scenes()

    def then(answer: str | None) -> None:
        if not answer:
            return
        if answer.startswith("new:"):
            scene = Scene(new_id(), answer[4:], blocks=(block,), position=len(scenes))
            change = add_scene(scene)
        else:
            scene = next(s for s in scenes if s.id == answer)
            change = edit_scene(scene, replace(scene, blocks=(*scene.blocks, block)))
        if screen.write(change, done=_("added to the scene “{title}”").format(title=scene.title)):
            screen.qualcode.desk.scene = scene.id

    choices = [Choice(s.id, s.title) for s in scenes]
    screen.app.push_screen(
        Choose(_("To which scene?"), choices, quote=quote(text, 200), new=_("＋ new scene {typed}")), then
    )
