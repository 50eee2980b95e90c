"""Sentences of running text, by punctuation, abbreviations and what follows."""

from __future__ import annotations

import re

from qualcode.language.swedish.abbreviations import BEFORE_NUMBER, NEVER_LAST

_END = re.compile(
    r"(?P<mark>[.!?…]{1,9}|:(?=[ ]{0,3}[\"”»]?[–—•]))"  # the sentence's last mark; a colon before a list or a reply
    r"(?P<closer>[\"”’»)\]']{0,4})"
    r"(?P<notes>[⁰-⁹¹²³]{0,3})"
    r"(?P<gap>\s{1,64})"
    r"(?=(?P<next>[\"”“’'»«(\[–—•*-]{0,4}[ ]?[A-ZÅÄÖÉÜØÆ0-9§]))"
)
_BLANK_LINE = re.compile(r"\n[ \t]{0,64}\n\s*")
_INITIAL = re.compile(r"[(\[\"”]?[A-ZÅÄÖ]\.|(?:[A-ZÅÄÖ]\.-?){1,3}[A-ZÅÄÖ]\.")
_ORDINAL = re.compile(r"\d{1,2}\.")
_OPENING = "([\"”“'’»«–—-"
_LOOK_BACK = 40
_ATTRIBUTION = re.compile(r"\((?:[A-ZÅÄÖ][\w-]{0,20}(?:, [\w .-]{1,40})?|I?[RP]?P?\d{1,3})\)[.]?(?=\s|$)")


def sentences(text: str, *, blank_line_cuts: bool = True) -> list[tuple[int, int]]:
    """Return the sentences of a text as ``[start, end)``, without the blanks between them; O(n).

    A sentence ends after ``. ! ? …`` and closing quotes, when blanks and then a capital, a digit, a quote or
    a dash follow, unless the full stop belongs to an abbreviation, an initial or an ordinal.  A blank line
    ends any sentence.  Who is quoted, ``(Stina, senior)``, stays with the quotation.
    """
    cuts = [(match.end("notes"), match.end("gap")) for match in _END.finditer(text) if _is_end(text, match)]
    if blank_line_cuts:
        cuts += [match.span() for match in _BLANK_LINE.finditer(text)]
        cuts.sort()
    spans: list[tuple[int, int]] = []
    position = 0
    for end, start in [*cuts, (len(text), len(text))]:
        begin, stop = _trim(text, position, end)
        if begin < stop:
            spans.append((begin, stop))
        position = max(position, start)
    return spans


def _is_end(text: str, match: re.Match[str]) -> bool:
    """Tell whether a mark that looks like the end of a sentence is one."""
    after = match["next"]
    if match["mark"] == "." and not match["closer"]:
        begin = max(0, match.start() - _LOOK_BACK)
        words = text[begin : match.end("mark")].rsplit(None, 1)
        word = words[-1].lstrip(_OPENING) if words else ""
        lower = word.lower()
        if lower in NEVER_LAST or _INITIAL.fullmatch(word) or (lower in BEFORE_NUMBER and after[-1].isdigit()):
            return False
        if _ORDINAL.fullmatch(word) and (after[-1].isdigit() or _starts_line(text, match.start() - len(word) + 1)):
            return False
    if after.lstrip('"”“')[:1] == "(" and _ATTRIBUTION.match(text, match.end("gap")):
        return match["closer"][:1] not in '"”»' or not match["closer"]
    return True


def _starts_line(text: str, position: int) -> bool:
    """Tell whether only blanks stand before a position on its line: *1. Inledning* is one sentence."""
    start = text.rfind("\n", 0, position) + 1
    return not text[start:position].strip() if position - start < _LOOK_BACK else False


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
