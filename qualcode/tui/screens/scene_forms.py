"""The forms of a scene's parts, and reading back what was written in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qualcode.core.cases import Case
from qualcode.core.scenes import (
    BLOCK_TYPES,
    FIDELITIES,
    KINDS,
    LEAD_IN_ROLES,
    NARRATORS,
    PRESENCES,
    Block,
    CastMember,
    Masking,
    Point,
    Scene,
)
from qualcode.i18n import _
from qualcode.tui.scene_page import block_type, fidelity, lead_in_role, narrator, presence
from qualcode.tui.widgets.fields import Choice, Field
from qualcode.wording import scene_kind

_TEXT = 8
_PRONOUNS = ("", "hen", "hon", "han")


def frame_fields(scene: Scene, cases: Sequence[Case]) -> list[Field]:
    """Return the rows of what a scene is: title, kind, event, narrator, limits of words."""
    meetings = [Choice(c.id, c.name) for c in cases if c.kind == "meeting"]
    return [
        Field("title", _("title"), scene.title),
        Field("kind", _("kind"), scene.kind, tuple(Choice(k, scene_kind(k)) for k in KINDS)),
        Field("event", _("event"), scene.event or "", (Choice("", _("none")), *meetings)),
        Field("narrator", _("narrator"), scene.narrator, tuple(Choice(n, narrator(n)) for n in NARRATORS)),
        Field("min_words", _("fewest words"), str(scene.min_words)),
        Field("max_words", _("most words"), str(scene.max_words)),
        Field("ended", _("ends on purpose"), str(int(scene.ended)), (Choice("0", _("no")), Choice("1", _("yes")))),
    ]


def check_frame(scene: Scene, changed: Mapping[str, str]) -> str:
    """Say what is wrong with a frame as written."""
    if not changed.get("title", scene.title):
        return _("a scene needs a title")
    limits = [changed.get("min_words", str(scene.min_words)), changed.get("max_words", str(scene.max_words))]
    if not all(x.isdigit() for x in limits):
        return _("the limits are numbers of words")
    return _("the fewest words are more than the most") if int(limits[0]) > int(limits[1]) else ""


def read_frame(scene: Scene, changed: Mapping[str, str]) -> Scene:
    """Return the scene with its frame as written."""
    values: dict[str, object] = dict(changed)
    for name in ("min_words", "max_words"):
        if name in changed:
            values[name] = int(changed[name])
    if "ended" in changed:
        values["ended"] = changed["ended"] == "1"
    if "event" in changed:
        values["event"] = changed["event"] or None
    return replace(scene, **values)  # type: ignore[arg-type]


def lead_in_fields(scene: Scene) -> list[Field]:
    """Return the rows of the claim that leads a scene in, and what the scene does to it."""
    roles = tuple(Choice(r, lead_in_role(r)) for r in LEAD_IN_ROLES)
    return [
        Field("lead_in", _("lead-in"), scene.lead_in, lines=_TEXT),
        Field("lead_in_role", _("the scene"), scene.lead_in_role, roles),
    ]


def cast_fields(member: CastMember, cases: Sequence[Case]) -> list[Field]:
    """Return the rows of a person in a scene."""
    people = [Choice(c.id, c.name, c.attributes.get("role", "")) for c in cases if c.kind == "person"]
    return [
        Field("name", _("name"), member.name),
        Field("role", _("role"), member.role),
        Field("organisation", _("organisation"), member.organisation),
        Field("pronoun", _("pronoun"), member.pronoun, tuple(Choice(p, p or _("no rule")) for p in _PRONOUNS)),
        Field("presence", _("presence"), member.presence, tuple(Choice(p, presence(p)) for p in PRESENCES)),
        Field("case", _("is"), member.case or "", (Choice("", _("nobody in particular")), *people)),
    ]


def read_cast(member: CastMember, changed: Mapping[str, str]) -> CastMember:
    """Return the person as written."""
    values: dict[str, str | None] = dict(changed)
    if "case" in changed:
        values["case"] = changed["case"] or None
    return replace(member, **values)  # type: ignore[arg-type]


def block_fields(block: Block) -> list[Field]:
    """Return the rows of a block."""
    return [
        Field("text", _("text"), block.text, lines=_TEXT),
        Field("speaker", _("speaker"), block.speaker),
        Field("type", _("type"), block.type, tuple(Choice(t, block_type(t)) for t in BLOCK_TYPES)),
        Field("fidelity", _("fidelity"), block.fidelity, tuple(Choice(f, fidelity(f)) for f in FIDELITIES)),
    ]


def point_fields(point: Point, codes: Sequence[Choice]) -> list[Field]:
    """Return the rows of a point of the analysis."""
    return [
        Field("text", _("point"), point.text, lines=4),
        Field("code", _("code"), point.code or "", (Choice("", _("none")), *codes)),
    ]


def masking_fields(masking: Masking) -> list[Field]:
    """Return the rows of a masking."""
    return [
        Field("printed", _("what is printed"), masking.printed),
        Field("kind", _("what it hides"), masking.kind, placeholder=_("name, place, date …")),
        Field("reason", _("why"), masking.reason),
    ]
