"""How a scene reads, and the words for its parts."""

from __future__ import annotations

from textual.content import Content

from qualcode.core.codebook import Codebook
from qualcode.core.scenes import Scene
from qualcode.i18n import _
from qualcode.wording import quoted


def block_type(kind: str) -> str:
    """Word a block's type."""
    words = {
        "motto": _("motto"),
        "setup": _("setup"),
        "background": _("background"),
        "action": _("action"),
        "reported_speech": _("reported speech"),
        "block_quote": _("block quote"),
        "dash_turn": _("dash turn"),
        "researcher_question": _("researcher's question"),
        "closing_beat": _("closing beat"),
    }
    return words.get(kind, kind)


def fidelity(value: str) -> str:
    """Word how near a block stays to its source."""
    words = {
        "verbatim": _("verbatim"),
        "edited": _("edited"),
        "condensed": _("condensed"),
        "paraphrase": _("paraphrase"),
    }
    return words.get(value, value)


def lead_in_role(value: str) -> str:
    """Word what a scene does to the claim that leads it in."""
    words = {
        "illustrates": _("illustrates it"),
        "complicates": _("complicates it"),
        "contradicts": _("contradicts it"),
        "contrasts": _("contrasts with it"),
    }
    return words.get(value, value)


def narrator(value: str) -> str:
    """Word who tells a scene."""
    return {"none": _("nobody"), "vi": _("we"), "jag": _("I")}.get(value, value)


def presence(value: str) -> str:
    """Word how a person is present in a scene."""
    words = {
        "present": _("present"),
        "arrives": _("arrives later"),
        "declined": _("declined"),
        "absent": _("absent"),
        "phone": _("on the phone"),
        "anecdote": _("told about"),
    }
    return words.get(value, value)


def preview(scene: Scene, codebook: Codebook, language: str) -> Content:
    """Return the scene as it will read."""
    parts: list[Content] = [Content(scene.title).stylize("bold")]
    if scene.lead_in:
        parts.append(Content(scene.lead_in))
    for block in scene.blocks:
        if block.type == "dash_turn":
            parts.append(Content(f"– {block.speaker}: {block.text}" if block.speaker else f"– {block.text}"))
        elif block.type == "block_quote":
            who = f" ({block.speaker})" if block.speaker else ""
            parts.append(Content(f"    {quoted(block.text)}{who}"))
        elif block.type == "motto":
            parts.append(Content(block.text).stylize("italic"))
        else:
            parts.append(Content(block.text))
    if scene.analysis:
        parts.append(Content.assemble((_("Analysis") + "\n", "$accent"), scene.analysis))
    for point in scene.points:
        code = codebook.path_name(point.code, language) if point.code else ""
        parts.append(Content.assemble("• ", point.text, (f"  [{code}]" if code else "", "$quiet")))
    if scene.back_references:
        parts.append(Content(_("Compare: {scenes}").format(scenes="; ".join(scene.back_references))).stylize("$quiet"))
    return Content("\n\n").join(parts)
