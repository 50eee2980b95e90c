"""Quotations and voice sets as coding scripts write them."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.exchange.script_parts import Name, Passage, members, name_in, names_in, passage_in
from qualcode.exchange.yaml_nodes import Node


@dataclass(frozen=True, slots=True)
class ScriptQuotation:
    """A quotation of a script under its number; an elision stands between its parts.

    ``reworks`` are the kind, the words as they stand, and what is printed.
    """

    handle: Name
    source: Name
    parts: tuple[Passage, ...]
    reworks: tuple[tuple[str, Name, str], ...]
    attribution: str
    layout: str
    theme: Name | None
    codes: tuple[Name, ...]
    speaker: Name | None
    note: str
    printed_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScriptVoices:
    """A voice set of a script: what it is about, and its voices with mark and lead-in."""

    handle: Name
    name: str
    lead_in: str
    theme: Name | None
    finding: Name | None
    code: Name | None
    voices: tuple[tuple[Name, str, str], ...]


def script_quotations(root: Node) -> tuple[ScriptQuotation, ...]:
    """Return the quotations of a script."""
    return tuple(_quotation(handle, node) for handle, node in members(root, "quotations"))


def script_voices(root: Node) -> tuple[ScriptVoices, ...]:
    """Return the voice sets of a script."""
    return tuple(_voices(handle, node) for handle, node in members(root, "voices"))


def _quotation(handle: Name, node: Node) -> ScriptQuotation:
    at = node.place("source")
    source = Name(at.value, at.line, at.column)
    reworks = [
        (kind, words, printed.value)
        for kind in ("mask", "clarify", "explain")
        for words, printed in members(node, kind)
    ]
    reworks += [("cut", words, "") for words in names_in(node, "cut")]
    return ScriptQuotation(
        handle=handle,
        source=source,
        parts=tuple(passage_in(part, source) for part in node.each("parts")),
        reworks=tuple(reworks),
        attribution=node.text("attribution"),
        layout=node.text("layout"),
        theme=name_in(node, "theme"),
        codes=names_in(node, "codes"),
        speaker=name_in(node, "speaker"),
        note=node.text("note"),
        printed_in=node.texts("printed_in"),
    )


def _voices(handle: Name, node: Node) -> ScriptVoices:
    listed = []
    for voice in node.each("voices"):
        at = voice.place("quotation")
        listed.append((Name(at.value, at.line, at.column), voice.text("mark"), voice.text("lead_in")))
    return ScriptVoices(
        handle=handle,
        name=node.text("name"),
        lead_in=node.text("lead_in"),
        theme=name_in(node, "theme"),
        finding=name_in(node, "finding"),
        code=name_in(node, "code"),
        voices=tuple(listed),
    )
