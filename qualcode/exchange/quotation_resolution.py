"""Quotations and voice sets of a coding script turned into changes: their words looked up in the texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from qualcode.core.events import Change
from qualcode.core.quotations import Quotation, Rework, Span, Wording, add_quotation
from qualcode.core.voices import Voice, VoiceSet, add_voices
from qualcode.exchange.passages import SearchedText
from qualcode.exchange.quotation_yaml import ScriptQuotation, ScriptVoices
from qualcode.exchange.script_parts import Name, Passage
from qualcode.i18n import _

_NUMBER = re.compile(r"([\w.-]+):([1-9]\d{0,5})")


class Lookups(Protocol):
    """What a script's names and passages stand for; what is not found is noted as a problem."""

    def text(self, source: Name) -> SearchedText | None:
        """Return the text of a source."""
        ...

    def span(self, passage: Passage, text: SearchedText) -> Span | None:
        """Return where a passage stands."""
        ...

    def codes(self, names: Iterable[Name]) -> list[str]:
        """Return the ids of codes."""
        ...

    def known(self, name: Name | None, ids: Mapping[str, str], thing: str) -> str | None:
        """Return the id of a name among those of its kind."""
        ...

    def new_id(self, *key: str) -> str:
        """Return the id that follows from a key."""
        ...

    def problem(self, at: Name, message: str, mend: str) -> None:
        """Note a problem."""
        ...


def quotation_changes(
    quotations: Iterable[ScriptQuotation], look: Lookups, *, themes: Mapping[str, str], cases: Mapping[str, str]
) -> tuple[list[Change], dict[str, str]]:
    """Return the making of quotations, and their ids by number."""
    changes: list[Change] = []
    ids: dict[str, str] = {}
    for position, each in enumerate(quotations):
        number = _NUMBER.fullmatch(each.handle.text)
        if number is None:
            message = _("“{handle}” is no number of a quotation.").format(handle=each.handle.text)
            look.problem(each.handle, message, _("Write it as {form}.").format(form="IP3:14"))
            continue
        wording = _wording(each, look)
        theme = look.known(each.theme, themes, _("theme"))
        speaker = look.known(each.speaker, cases, _("case"))
        codes = tuple(look.codes(each.codes))
        if wording is None:
            continue
        source, words = wording
        ids[each.handle.text] = identifier = look.new_id("quotation", each.handle.text)
        quotation = Quotation(
            identifier,
            source,
            words,
            number[1],
            int(number[2]),
            attribution=each.attribution,
            layout=each.layout,
            theme=theme,
            codes=codes,
            note=each.note,
            printed_in=each.printed_in,
            position=position,
            speaker=speaker,
        )
        changes.append(add_quotation(quotation))
    return changes, ids


def _wording(each: ScriptQuotation, look: Lookups) -> tuple[str, Wording] | None:
    text = look.text(each.source)
    if text is None:
        return None
    found = [look.span(part, text) for part in each.parts]
    spans = [span for span in found if span is not None]
    if len(spans) < len(found) or not spans:
        return None
    reworks = list(_reworks(each, text, spans, look))
    try:
        wording = Wording(text.source.hash, tuple(spans), tuple(sorted(reworks, key=lambda r: r.start)))
    except ValueError:
        message = _("The parts of {number} overlap, or do not follow each other.").format(number=each.handle.text)
        look.problem(each.handle, message, _("List them in the order of the text."))
        return None
    return text.source.id, wording


def _reworks(each: ScriptQuotation, text: SearchedText, spans: list[Span], look: Lookups) -> Iterator[Rework]:
    for kind, words, printed in each.reworks:
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words.text.split())) + r"(?!\w)"
        hits = [m.span() for a, b in spans for m in re.compile(pattern).finditer(text.source.text, a, b)]
        if len(hits) == 1:
            yield Rework(kind, *hits[0], printed)
        else:
            message = _("{number} prints “{words}” {n} times").format(
                number=each.handle.text, words=words.text[:30], n=len(hits)
            )
            look.problem(words, message, _("Name words that stand in it once."))


def voice_changes(
    sets: Iterable[ScriptVoices],
    look: Lookups,
    *,
    quotations: Mapping[str, str],
    themes: Mapping[str, str],
    findings: Mapping[str, str],
) -> list[Change]:
    """Return the making of voice sets."""
    changes = []
    for position, each in enumerate(sets):
        about = {
            "theme": look.known(each.theme, themes, _("theme")),
            "finding": look.known(each.finding, findings, _("finding")),
            "code": next(iter(look.codes([each.code] if each.code else [])), None),
        }
        kind, thing = next(((k, v) for k, v in about.items() if v), ("", None))
        found = [(look.known(name, quotations, _("quotation")), mark, lead_in) for name, mark, lead_in in each.voices]
        voices = tuple(
            Voice(identifier, mark, lead_in, n) for n, (identifier, mark, lead_in) in enumerate(found, 1) if identifier
        )
        identifier = look.new_id("voices", each.handle.text)
        changes.append(add_voices(VoiceSet(identifier, each.name, kind, thing, each.lead_in, voices, position)))
    return changes
