"""The scene composer: every part of a scene can be made, edited, moved and taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any, ClassVar

from textual.binding import BindingType

from qualcode.core.ids import new_id
from qualcode.core.scenes import (
    BLOCK_TYPES,
    FIDELITIES,
    Block,
    CastMember,
    Masking,
    Point,
    Scene,
    add_scene,
    remove_scene,
)
from qualcode.i18n import _, get_language
from qualcode.tui.actions import bindings
from qualcode.tui.scene_page import block_type
from qualcode.tui.screens import scene_forms as forms
from qualcode.tui.screens.code_form import choices
from qualcode.tui.screens.dialogs import AskLine, AskText, Choose, Confirm
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.memo_about import ask_memo
from qualcode.tui.screens.scene_view import SceneView
from qualcode.tui.widgets.draggable import DraggableList
from qualcode.tui.widgets.fields import Choice, Field

#: Parts of which a scene has several, with the scene's field.
_SEVERAL = {"block": "blocks", "cast": "cast", "point": "points", "masking": "masking", "back": "back_references"}


class ScenesScreen(SceneView):
    """What can be done to the scene shown."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("scenes")]

    def on_option_list_option_selected(self) -> None:
        """Edit the part."""
        self.action_edit()

    def action_new(self) -> None:
        """Begin a scene."""

        def then(title: str | None) -> None:
            if title:
                scene = Scene(new_id(), title, position=max((s.position for s in self._scenes), default=-1) + 1)
                if self.change(add_scene(scene)):
                    self.show_thing(scene.id)

        self.app.push_screen(AskLine(_("Title of the scene")), then)

    def action_turn_to(self, step: int) -> None:
        """Show another scene."""
        if self._scenes:
            self.show_thing(self._scenes[max(0, min(self._at + step, len(self._scenes) - 1))].id)

    # -- editing ------------------------------------------------------------

    def action_edit(self) -> None:
        """Edit the part under the cursor."""
        scene, (name, n) = self.scene, self.part()
        if scene is None or not name:
            return
        if name in ("title", "frame"):
            self._form(
                scene.title,
                forms.frame_fields(scene, self.project.cases()),
                lambda changed: forms.read_frame(scene, changed),
                check=lambda changed: forms.check_frame(scene, changed),
            )
        elif name == "lead_in":
            self._form(_("Lead-in"), forms.lead_in_fields(scene), lambda changed: _with(scene, changed))
        elif name in ("analysis", "setting"):
            self.app.push_screen(
                AskText(_("Analysis") if name == "analysis" else _("Setting"), str(getattr(scene, name))),
                lambda text: self._keep(scene, name, text),
            )
        elif name == "codes":
            self._turn_code(scene)
        elif name == "back":
            self._ask_reference(scene, n)
        else:
            self._edit_item(scene, name, n)

    def _keep(self, scene: Scene, name: str, text: str | None) -> None:
        if text is not None:
            self.save(_set(scene, name, text))

    def _form(
        self,
        title: str,
        fields: Sequence[Field],
        read: Callable[[Mapping[str, str]], Scene],
        *,
        quote: str = "",
        go_to: str = "",
        check: Callable[[Mapping[str, str]], str] | None = None,
    ) -> None:
        def then(changed: Mapping[str, str] | None) -> None:
            if changed:
                self.save(read(changed), go_to=go_to)

        self.app.push_screen(FormScreen(title, fields, quote=quote, check=check), then)

    def _edit_item(self, scene: Scene, name: str, n: int, new: object = None) -> None:
        """Show one of several parts in its form; a new one is put at its place when the form is kept."""
        items = list(getattr(scene, _SEVERAL[name]))
        item: Any = items[n] if new is None else new
        title, fields, quote = self._item_form(name, n, item)

        def read(changed: Mapping[str, str]) -> Scene:
            written = forms.read_cast(item, changed) if name == "cast" else _with(item, changed)
            after = [*items[:n], written, *items[n + (new is None) :]]
            changed_scene: Scene = _set(scene, _SEVERAL[name], tuple(after))
            return changed_scene

        self._form(title, fields, read, quote=quote, go_to=f"{name}:{n}")

    def _item_form(self, name: str, n: int, item: Any) -> tuple[str, list[Field], str]:
        if name == "block":
            words = [q for s in item.segments if (q := self.project.segment_quote(s))]
            title = _("Block {n}: {type}").format(n=n + 1, type=block_type(item.type))
            return title, forms.block_fields(item), " […] ".join(" ".join(w.split()) for w in words)[:400]
        if name == "cast":
            return _("Person in the scene"), forms.cast_fields(item, self.project.cases()), ""
        if name == "point":
            return _("Point of the analysis"), forms.point_fields(item, choices(*self._book())), ""
        return _("Masking"), forms.masking_fields(item), ""

    def _book(self) -> tuple[Any, str]:
        return self.project.codebook(), get_language()

    def _turn_code(self, scene: Scene) -> None:
        offered = [replace(c, detail=_("is set") if c.value in scene.codes else "") for c in choices(*self._book())]
        offered.sort(key=lambda c: c.value not in scene.codes)

        def then(code: str | None) -> None:
            if code:
                without = tuple(c for c in scene.codes if c != code)
                self.save(replace(scene, codes=without if code in scene.codes else (*without, code)))

        self.app.push_screen(Choose(_("Which code to set, or to take away?"), offered), then)

    def _ask_reference(self, scene: Scene, n: int) -> None:
        others = [Choice(s.title, s.title) for s in self._scenes if s.id != scene.id]

        def then(title: str | None) -> None:
            if title:
                references = [*scene.back_references[:n], title.removeprefix("new:"), *scene.back_references[n + 1 :]]
                self.save(replace(scene, back_references=tuple(references)), go_to=f"back:{n}")

        self.app.push_screen(Choose(_("Compare with which scene?"), others, new=_("＋ {typed}")), then)

    # -- adding -------------------------------------------------------------

    def action_add_cast(self) -> None:
        """Add a person: one of the cases, or someone typed."""
        scene = self.scene
        if scene is None:
            return
        choices_ = [
            Choice(c.id, c.printed, " ".join((c.attributes.get("role", ""), c.pronoun)).strip())
            for c in self.project.cases()
            if c.kind == "person"
        ]

        def then(answer: str | None) -> None:
            if not answer:
                return
            if answer.startswith("new:"):
                member = _member(answer[4:])
            else:
                case = self.project.case(answer)
                member = CastMember(case.printed, case.attributes.get("role", ""), "", case.pronoun, "present", case.id)
            self.save(replace(scene, cast=(*scene.cast, member)), go_to=f"cast:{len(scene.cast)}")

        self.app.push_screen(Choose(_("Who takes part?"), choices_, new=_("＋ {typed} (name, role, pronoun)")), then)

    def action_add_block(self) -> None:
        """Choose what to add; a block comes after the one under the cursor, a motto first."""
        scene, (name, n) = self.scene, self.part()
        if scene is None:
            return
        place = n + 1 if name == "block" else len(scene.blocks)

        def then(kind: str | None) -> None:
            if kind == "point":
                self._edit_item(scene, "point", len(scene.points), Point(""))
            elif kind == "masking":
                self._edit_item(scene, "masking", len(scene.masking), Masking(""))
            elif kind == "back":
                self._ask_reference(scene, len(scene.back_references))
            elif kind:
                self._edit_item(scene, "block", 0 if kind == "motto" else place, Block(kind, ""))

        more = [("point", _("point of the analysis")), ("masking", _("masking")), ("back", _("reference to a scene"))]
        offered = [*(Choice(t, block_type(t)) for t in BLOCK_TYPES), *(Choice(*m) for m in more)]
        self.app.push_screen(Choose(_("What to add?"), offered), then)

    # -- altering in place ----------------------------------------------------

    def _alter_block(self, name: str, values: tuple[str, ...]) -> None:
        scene, (part, n) = self.scene, self.part()
        if scene is not None and part == "block":
            old = getattr(scene.blocks[n], name)
            new = values[(values.index(old) + 1) % len(values)] if old in values else values[0]
            blocks = (*scene.blocks[:n], _set(scene.blocks[n], name, new), *scene.blocks[n + 1 :])
            self.save(replace(scene, blocks=blocks), go_to=f"block:{n}")

    def action_next_type(self) -> None:
        """Give the block the next type."""
        self._alter_block("type", BLOCK_TYPES)

    def action_next_fidelity(self) -> None:
        """Give the block the next degree of fidelity."""
        self._alter_block("fidelity", FIDELITIES)

    def action_move(self, step: int) -> None:
        """Move a block, person, point, masking or reference up or down."""
        scene, (name, n) = self.scene, self.part()
        if scene is None or name not in _SEVERAL:
            return
        items = list(getattr(scene, _SEVERAL[name]))
        if 0 <= n + step < len(items):
            items[n], items[n + step] = items[n + step], items[n]
            self.save(_set(scene, _SEVERAL[name], tuple(items)), go_to=f"{name}:{n + step}")

    def on_draggable_list_dropped(self, event: DraggableList.Dropped) -> None:
        """Move what was dragged to where it was dropped, among its like."""
        scene = self.scene
        name, _colon, first = event.line.partition(":")
        other, _colon, second = event.on.partition(":")
        if scene is None or name not in _SEVERAL or name != other:
            return
        items = list(getattr(scene, _SEVERAL[name]))
        items.insert(int(second), items.pop(int(first)))
        self.save(_set(scene, _SEVERAL[name], tuple(items)), go_to=f"{name}:{second}")

    def action_toggle_ended(self) -> None:
        """Say that the closing beat is the end on purpose, or not."""
        if self.scene is not None:
            self.save(replace(self.scene, ended=not self.scene.ended))

    def action_passage(self) -> None:
        """Open the passage that the block rests on."""
        scene, (name, n) = self.scene, self.part()
        segments = scene.blocks[n].segments if scene is not None and name == "block" else ()
        place = self.project.place_of(segments[0]) if segments else None
        if place is None:
            self.refuse(_("the block rests on no passage"))
        else:
            self.qualcode.open_source(segments[0].source, *place)

    def action_memo(self) -> None:
        """Write a memo about the scene."""
        if self.scene is not None:
            ask_memo(self, "scene", self.scene.id, self.scene.title)

    def action_remove(self) -> None:
        """Take away what the cursor is on; on the title or the frame, the whole scene after a yes."""
        scene, (name, n) = self.scene, self.part()
        if scene is None:
            return
        gone = _("taken away; u brings it back")
        if name in _SEVERAL:
            items = getattr(scene, _SEVERAL[name])
            self.save(_set(scene, _SEVERAL[name], (*items[:n], *items[n + 1 :])), done=gone)
        elif name in ("title", "frame"):
            question = _("Take the scene “{title}” away?").format(title=scene.title)

            def then(yes: bool | None) -> None:
                if yes:
                    self.change(remove_scene(scene.id), done=gone)

            self.app.push_screen(Confirm(question), then)
        elif name in ("setting", "lead_in", "analysis"):
            self.save(_set(scene, name, ""), done=gone)


def _set(item: Any, name: str, value: object) -> Any:
    return replace(item, **{name: value})


def _with(item: Any, changed: Mapping[str, str]) -> Any:
    """Return a part with what was written; a code that is none is left out."""
    values: dict[str, str | None] = dict(changed)
    if "code" in {f.name for f in fields_of(item)} and "code" in changed:
        values["code"] = changed["code"] or None
    return replace(item, **values)


def _member(line: str) -> CastMember:
    """Return the person that a line ``name, role, pronoun`` describes."""
    name, role, pronoun = ([p.strip() for p in line.split(",")] + ["", ""])[:3]
    return CastMember(name, role, "", pronoun)
