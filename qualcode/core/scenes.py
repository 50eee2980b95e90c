"""Scenes: composed renderings of field notes and interview talk.

A scene is led in by a claim, told in the historic present without analysis
words, ends explicitly, and is followed by analysis that is linked to codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.core.events import Change
from qualcode.core.ids import new_id

KINDS = ("scene", "excerpt", "vignette")
BLOCK_TYPES = (
    "motto",
    "setup",
    "background",
    "action",
    "reported_speech",
    "block_quote",
    "dash_turn",
    "researcher_question",
    "closing_beat",
)
FIDELITIES = ("verbatim", "edited", "condensed", "paraphrase")
PRESENCES = ("present", "arrives", "declined", "absent", "phone", "anecdote")
NARRATORS = ("none", "vi", "jag")
LEAD_IN_ROLES = ("illustrates", "complicates", "contradicts", "contrasts")


@dataclass(frozen=True, slots=True)
class SceneSegment:
    """A passage that a block rests on: a span of a text revision of a source."""

    source: str
    revision: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CastMember:
    """A person in a scene: the printed name, role, organisation, pronoun rule and presence."""

    name: str
    role: str = ""
    organisation: str = ""
    pronoun: str = ""  # hen | hon | han | "" (no rule)
    presence: str = "present"
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a scene, what it rests on, and how near it stays to that."""

    type: str
    text: str
    speaker: str = ""
    fidelity: str = "paraphrase"
    segments: tuple[SceneSegment, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the analysis after a scene, linked to a code."""

    text: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Masking:
    """What was masked in a scene: the printed form, what kind of thing it hides, and why."""

    printed: str
    kind: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene with all that its rendering and its checks need.

    ``event`` is the id of a case of kind meeting; ``codes`` and the points'
    codes are ids; ``ended`` says that the closing beat is the end on purpose.
    """

    id: str
    title: str
    kind: str = "scene"
    event: str | None = None
    setting: str = ""
    narrator: str = "none"
    lead_in: str = ""
    lead_in_role: str = "illustrates"
    cast: tuple[CastMember, ...] = ()
    blocks: tuple[Block, ...] = ()
    analysis: str = ""
    points: tuple[Point, ...] = ()
    back_references: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    masking: tuple[Masking, ...] = ()
    min_words: int = 150
    max_words: int = 600
    ended: bool = False
    position: int = 0

    def words(self) -> int:
        """Return the length of the told scene in words, without lead-in and analysis."""
        return sum(len(block.text.split()) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check of a scene found: which check, where (block number from 1, 0 for the whole), what."""

    check: str
    block: int
    message: str
    detail: Mapping[str, str] = field(default_factory=dict)


_PLAIN = "title kind event setting narrator lead_in lead_in_role analysis min_words max_words position".split()


def scene_body(scene: Scene) -> dict[str, object]:
    """Return a scene as the event body holds it."""
    body: dict[str, object] = {name: getattr(scene, name) for name in _PLAIN}
    body["ended"] = int(scene.ended)
    body["cast_list"] = [[c.name, c.role, c.organisation, c.pronoun, c.presence, c.case] for c in scene.cast]
    body["blocks"] = [
        {
            "type": b.type,
            "text": b.text,
            "speaker": b.speaker,
            "fidelity": b.fidelity,
            "segments": [[s.source, s.revision, s.start, s.end] for s in b.segments],
        }
        for b in scene.blocks
    ]
    body["points"] = [[p.text, p.code] for p in scene.points]
    body["back_references"] = list(scene.back_references)
    body["codes"] = list(scene.codes)
    body["masking"] = [[m.printed, m.kind, m.reason] for m in scene.masking]
    return body


def scene_from_fields(identifier: str, fields: Mapping[str, object]) -> Scene:
    """Read a scene back from its folded fields; what is missing takes its default."""
    values: dict[str, object] = {n: fields[n] for n in _PLAIN if fields.get(n) is not None}
    values["ended"] = bool(fields.get("ended"))

    def rows(name: str) -> list[list[object]]:
        value = fields.get(name) or []
        return value if isinstance(value, list) else []

    values["cast"] = tuple(CastMember(*row) for row in rows("cast_list"))  # type: ignore[arg-type]
    values["points"] = tuple(Point(*row) for row in rows("points"))  # type: ignore[arg-type]
    values["masking"] = tuple(Masking(*row) for row in rows("masking"))  # type: ignore[arg-type]
    values["back_references"] = tuple(rows("back_references"))
    values["codes"] = tuple(rows("codes"))
    values["blocks"] = tuple(
        Block(b["type"], b["text"], b["speaker"], b["fidelity"], tuple(SceneSegment(*s) for s in b["segments"]))  # type: ignore[call-overload]
        for b in rows("blocks")
    )
    return Scene(identifier, **values)  # type: ignore[arg-type]


def add_scene(scene: Scene) -> Change:
    """Return the making of a scene."""
    return Change("scene.add", scene.id or new_id(), scene_body(scene))


def edit_scene(before: Scene, after: Scene) -> Change:
    """Return the change from one state of a scene to the next: only the fields that differ."""
    old, new = scene_body(before), scene_body(after)
    return Change("scene.edit", before.id, {k: v for k, v in new.items() if old[k] != v})


def remove_scene(scene: str) -> Change:
    """Return the removal of a scene."""
    return Change("scene.remove", scene)
