"""The scenes report: composed scenes in the form in which they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from qualcode.core.cases import Case
from qualcode.core.codebook import Codebook
from qualcode.core.pseudonyms import Pseudonyms
from qualcode.core.scenes import Block, CastMember, Scene, SceneSegment
from qualcode.report.model import (
    CastEntry,
    MethodBox,
    Place,
    PointEntry,
    SceneBlock,
    SceneEntry,
    ScenesReport,
)
from qualcode.report.wording import Wording

# In these the narrator speaks, so a name there can be a first mention.
_TOLD = frozenset({"setup", "background", "action", "closing_beat"})
#: What is printed beside scenes unless asked for otherwise.
PARTS = ("analysis", "places")
_QUOTE_MARKS = "”“\"'’»«"


def paragraphs(text: str) -> tuple[str, ...]:
    """Return a text's paragraphs (parted by blank lines), each on one line."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return tuple(part for part in parts if part)


def scenes_report(
    scenes: Sequence[Scene],
    codebook: Codebook,
    cases: Iterable[Case] = (),
    *,
    language: str,
    method: MethodBox,
    places: Mapping[SceneSegment, Place] | None = None,
    title: str = "",
    pseudonyms: Pseudonyms | None = None,
    parts: Sequence[str] = PARTS,
    problems: Mapping[str, Sequence[str]] | None = None,
) -> ScenesReport:
    """Return the report of scenes in the author's order.

    ``parts`` are what is printed beside the scenes, ``problems`` what their
    checks found, by the scene's id, in words.

    ``places`` gives the source handle and lines of the passages that blocks
    rest on; a passage that it lacks is left out.  Names are put in quotation
    marks where the narrator first mentions them.
    """
    wording, public = Wording(language), pseudonyms or Pseudonyms()
    _ = wording.gettext
    ordered = sorted(scenes, key=lambda s: (s.position, s.title, s.id))
    by_case = {case.id: case for case in cases}
    titles = {scene.id: public.apply(scene.title) for scene in ordered}
    numbers = {name: n for n, scene in enumerate(ordered, 1) for name in (scene.id, scene.title)}

    def code_name(code: str | None) -> str:
        found = codebook.by_id.get(code or "")
        return found.name(language) if found else ""

    entries = []
    for number, scene in enumerate(ordered, 1):
        event = by_case.get(scene.event or "")
        blocks = _blocks(scene, wording, public, places or {})
        entries.append(
            SceneEntry(
                number=number,
                id=scene.id,
                title=public.apply(scene.title),
                kind=scene.kind,
                lead_in=public.apply(scene.lead_in),
                lead_in_role=scene.lead_in_role,
                event=public.apply(event.printed) if event else "",
                setting=public.apply(scene.setting),
                cast=tuple(
                    CastEntry(public.apply(c.name), public.apply(c.role), public.apply(c.organisation), c.presence)
                    for c in scene.cast
                ),
                blocks=blocks,
                ended=scene.ended,
                analysis=paragraphs(public.apply(scene.analysis)),
                points=tuple(PointEntry(public.apply(p.text), code_name(p.code)) for p in scene.points),
                codes=tuple(name for code in scene.codes if (name := code_name(code))),
                back_references=tuple(titles.get(ref) or public.apply(ref) for ref in scene.back_references),
                masked=tuple(public.apply(m.printed) for m in scene.masking),
                places=tuple(dict.fromkeys(place for block in blocks for place in block.places)),
                words=scene.words(),
                problems=tuple(public.apply(p) for p in (problems or {}).get(scene.id, ())),
                compared=tuple(numbers.get(ref, 0) for ref in scene.back_references),
            )
        )
    return ScenesReport(
        title=title or _("Scenes"), language=language, method=method, scenes=tuple(entries), parts=tuple(parts)
    )


def _blocks(
    scene: Scene, wording: Wording, public: Pseudonyms, places: Mapping[SceneSegment, Place]
) -> tuple[SceneBlock, ...]:
    waiting = [public.apply(c.name) for c in scene.cast if _is_name(c)]
    out = []
    for block in scene.blocks:
        text = public.apply(block.text)
        if block.type in _TOLD and block.fidelity != "verbatim":
            text = _first_mentions(text, waiting, wording)
        found = (places.get(segment) for segment in block.segments)
        out.append(
            SceneBlock(
                type=block.type,
                paragraphs=_printed_paragraphs(block, text),
                speaker=public.apply(block.speaker),
                fidelity=block.fidelity,
                places=tuple(Place(public.apply(p.source), p.first_line, p.last_line) for p in found if p),
            )
        )
    return tuple(out)


def _printed_paragraphs(block: Block, text: str) -> tuple[str, ...]:
    if block.type == "dash_turn":
        # The template sets the dash; one that was typed is not printed twice.
        text = re.sub(r"^\s*[–—-]\s+", "", text)
    return paragraphs(text)


def _is_name(member: CastMember) -> bool:
    """Whether a cast member goes by a name and not by a role in the definite form (Läkaren)."""
    name, role = member.name.casefold(), member.role.casefold()
    return bool(name) and member.name[:1].isupper() and not (role and (role in name or name in role))


def _first_mentions(text: str, waiting: list[str], wording: Wording) -> str:
    """Put each waiting name in quotation marks where it first stands in its plain form, and stop waiting for it."""
    for name in sorted(waiting, key=len, reverse=True):
        marked = re.search(rf"[{_QUOTE_MARKS}]{re.escape(name)}[{_QUOTE_MARKS}]", text)
        match = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
        if match is None:
            continue
        waiting.remove(name)
        if marked is None or match.start() < marked.start():
            text = text[: match.start()] + wording.quoted(name) + text[match.end() :]
    return text
