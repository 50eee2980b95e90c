"""The scene composer: blocks, cast, preview, checks."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType

from qualcode.core.ids import new_id
from qualcode.core.scenes import (
    BLOCK_TYPES,
    FIDELITIES,
    Block,
    CastMember,
    Point,
    Scene,
    add_scene,
    remove_scene,
)
from qualcode.i18n import _, get_language
from qualcode.tui.actions import bindings
from qualcode.tui.scene_page import block_type, part_name
from qualcode.tui.screens.dialogs import AskLine, AskText, Choice, Choose, Confirm
from qualcode.tui.screens.scene_view import SceneView


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
                scene = Scene(new_id(), title, position=len(self._scenes))
                if self.write(add_scene(scene)):
                    self.take_in()
                    self.action_turn_to(len(self._scenes))

        self.app.push_screen(AskLine(_("Title of the scene")), then)

    def action_turn_to(self, step: int) -> None:
        """Show another scene."""
        if self._scenes:
            self._at = max(0, min(self._at + step, len(self._scenes) - 1))
            self._show()
            self.put_lines()

    def action_edit(self) -> None:
        """Edit the part, the person or the block under the cursor."""
        scene, (name, n) = self.scene, self._part()
        if scene is None or not name:
            return
        if name == "block":
            self._edit_block(scene, n)
        elif name == "cast":
            self._edit_cast(scene, n)
        elif name in ("analysis", "setting", "lead_in"):
            self.app.push_screen(
                AskText(part_name(name), str(getattr(scene, name))),
                lambda text: self._save(replace(scene, **{name: text})) if text is not None else None,
            )
        else:
            self.app.push_screen(
                AskLine(part_name(name), str(getattr(scene, name))),
                lambda text: self._save(replace(scene, **{name: text})) if text else None,
            )

    def _edit_block(self, scene: Scene, n: int) -> None:
        block = scene.blocks[n]
        words = [q for s in block.segments if (q := self.project.segment_quote(s))]

        def then(text: str | None) -> None:
            if text is not None:
                speaker, colon, said = text.partition(":")
                if block.type == "dash_turn" and colon and len(speaker) <= 30:
                    changed = replace(block, speaker=speaker.strip(" –-"), text=said.strip())
                else:
                    changed = replace(block, text=text)
                self._save(_with_block(scene, n, changed), go_to=f"block:{n}")

        shown = f"{block.speaker}: {block.text}" if block.type == "dash_turn" and block.speaker else block.text
        title = _("Block {n}: {type}").format(n=n + 1, type=block_type(block.type))
        self.app.push_screen(AskText(title, shown, quote=" […] ".join(words)[:400]), then)

    def _edit_cast(self, scene: Scene, n: int) -> None:
        member = scene.cast[n]
        line = f"{member.name}, {member.role}, {member.pronoun}"

        def then(text: str | None) -> None:
            if text:
                cast = list(scene.cast)
                cast[n] = _member(text, member)
                self._save(replace(scene, cast=tuple(cast)))

        self.app.push_screen(AskLine(_("name, role, pronoun (hen, hon, han)"), line), then)

    def action_add_cast(self) -> None:
        """Add a person: one of the cases, or someone typed."""
        scene = self.scene
        if scene is None:
            return
        choices = [
            Choice(c.id, c.printed, " ".join((c.attributes.get("role", ""), c.pronoun)).strip())
            for c in self.project.cases()
            if c.kind == "person"
        ]

        def then(answer: str | None) -> None:
            if not answer:
                return
            if answer.startswith("new:"):
                member = _member(answer[4:], CastMember(""))
            else:
                case = self.project.case(answer)
                member = CastMember(case.printed, case.attributes.get("role", ""), "", case.pronoun, "present", case.id)
            self._save(replace(scene, cast=(*scene.cast, member)))

        self.app.push_screen(Choose(_("Who takes part?"), choices, new=_("＋ {typed} (name, role, pronoun)")), then)

    def action_add_block(self) -> None:
        """Choose a type and write a block after the one under the cursor."""
        scene, (name, n) = self.scene, self._part()
        if scene is None:
            return
        place = n + 1 if name == "block" else len(scene.blocks)

        def then(kind: str | None) -> None:
            if kind == "point":
                self._add_point(scene)
            elif kind:
                blocks = (*scene.blocks[:place], Block(kind, ""), *scene.blocks[place:])
                self._save(replace(scene, blocks=blocks), go_to=f"block:{place}")
                if self.scene is not None:
                    self._edit_block(self.scene, place)

        choices = [*(Choice(t, block_type(t)) for t in BLOCK_TYPES), Choice("point", _("point of the analysis"))]
        self.app.push_screen(Choose(_("Which kind of block?"), choices), then)

    def _add_point(self, scene: Scene) -> None:
        book, language = self.project.codebook(), get_language()
        choices = [Choice(c.id, book.path_name(c.id, language)) for c in book.standing]

        def then(code: str | None) -> None:
            if code:
                self.app.push_screen(
                    AskLine(_("The point, one sentence")),
                    lambda text: (
                        self._save(replace(scene, points=(*scene.points, Point(text, code)))) if text else None
                    ),
                )

        self.app.push_screen(Choose(_("Which code does the point rest on?"), choices), then)

    def _alter_block(self, **fields: object) -> None:
        scene, (name, n) = self.scene, self._part()
        if scene is not None and name == "block":
            changed = replace(scene.blocks[n], **fields)  # type: ignore[arg-type]
            self._save(_with_block(scene, n, changed), go_to=f"block:{n}")

    def action_next_type(self) -> None:
        """Give the block the next type."""
        name, n = self._part()
        if self.scene is not None and name == "block":
            self._alter_block(type=_next(BLOCK_TYPES, self.scene.blocks[n].type))

    def action_next_fidelity(self) -> None:
        """Give the block the next degree of fidelity."""
        name, n = self._part()
        if self.scene is not None and name == "block":
            self._alter_block(fidelity=_next(FIDELITIES, self.scene.blocks[n].fidelity))

    def action_move(self, step: int) -> None:
        """Move the block up or down."""
        scene, (name, n) = self.scene, self._part()
        if scene is not None and name == "block" and 0 <= n + step < len(scene.blocks):
            blocks = list(scene.blocks)
            blocks[n], blocks[n + step] = blocks[n + step], blocks[n]
            self._save(replace(scene, blocks=tuple(blocks)), go_to=f"block:{n + step}")

    def action_toggle_ended(self) -> None:
        """Say that the closing beat is the end on purpose, or not."""
        if self.scene is not None:
            self._save(replace(self.scene, ended=not self.scene.ended))

    def action_passage(self) -> None:
        """Open the passage that the block rests on."""
        scene, (name, n) = self.scene, self._part()
        segments = scene.blocks[n].segments if scene is not None and name == "block" else ()
        place = self.project.place_of(segments[0]) if segments else None
        if place is None:
            self.refuse(_("the block rests on no passage"))
        else:
            self.qualcode.open_source(segments[0].source, *place)

    def action_remove(self) -> None:
        """Take away the block or the person; on another part, the whole scene after a yes."""
        scene, (name, n) = self.scene, self._part()
        if scene is None:
            return
        if name == "block":
            self._save(replace(scene, blocks=(*scene.blocks[:n], *scene.blocks[n + 1 :])))
        elif name == "cast":
            self._save(replace(scene, cast=(*scene.cast[:n], *scene.cast[n + 1 :])))
        else:
            question = _("Take the scene “{title}” away?").format(title=scene.title)
            self.app.push_screen(
                Confirm(question),
                lambda yes: self.take_in() if yes and self.write(remove_scene(scene.id)) else None,
            )


def _with_block(scene: Scene, n: int, block: Block) -> Scene:
    return replace(scene, blocks=(*scene.blocks[:n], block, *scene.blocks[n + 1 :]))


def _next(values: tuple[str, ...], value: str) -> str:
    return values[(values.index(value) + 1) % len(values)] if value in values else values[0]


def _member(line: str, before: CastMember) -> CastMember:
    """Return the cast member that a line ``name, role, pronoun`` describes."""
    name, role, pronoun = ([p.strip() for p in line.split(",")] + ["", ""])[:3]
    return replace(before, name=name, role=role, pronoun=pronoun)
