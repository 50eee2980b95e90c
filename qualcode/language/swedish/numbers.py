"""Numbers and addresses that point to somebody: personal identity numbers, telephones, registry numbers, and more.

Registry numbers are sought first: ``dnr 050924-2017`` has the shape of a personal identity number and a
valid date.  A wrong check digit lowers the confidence but does not hide the finding, since a mistyped
number is still somebody's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from qualcode.language.swedish.findings import Personal

_STREET = (
    "gatan|gata|vägen|väg|gränd|gränden|torget|torg|backen|backe|stigen|stig|allén|allé|plan|planen|platsen|plats|leden|"
    "esplanaden|kajen|slingan|ringen|promenaden|stranden|kroken|höjden|liden|udden|vreten|parken|gården|stråket|svängen|"
    "brinken|bron|hamnen|viken|tået|dalen|strand|park|gård"
)
_SURE_STREET = re.compile(
    r"(?:gatan|gata|vägen|väg|gränd|gränden|torget|torg|allén|allé|stigen|backen|Box)\s", re.IGNORECASE
)
_NAME = r"[A-ZÅÄÖÉ][\w:’'-]{0,30}"
_PATTERNS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("email", "an e-mail address", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")),
    ("url", "a web address", re.compile(r"(?:https?://|www\.)[^\s<>()\"”’]{1,300}[^\s<>()\"”’.,;:!?]")),
    (
        "diarienummer",
        "a registry number",
        re.compile(
            r"(?i:\b(?:d[.:]?\s?nr|diarienr|diarienummer|diarie-?\s?nr|ärende-?\s?nr|ärendenummer|ärende|mål\s?nr|målnummer|"
            r"beteckning|aktnr|aktnummer)\b[:.]{0,2}\s{0,3})"
            r"(?:[A-ZÅÄÖa-zåäö]{1,6}[ -]?)?\d[\d./:–‑-]{0,24}\d(?:[ -]\d{4})?(?:/?[ ]?[A-ZÅÄÖ]{1,4})?\b"
            r"(?:\s?,\s?(?:dnr\s)?\d{4,6}[–:/-]\d{4})*"
            r"|\b(?!EU|EE?G|År|Skr|Prop)[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,4}[ -]?(?:19|20)\d\d/\d{3,9}(?:[/-][A-ZÅÄÖ\d]{1,4})?\b"
            r"|(?<!\d)\d{6}[–:]\d{4}(?!\d)|\b[ABFKMPTÖ] \d{1,5}-\d{2}\b"
        ),
    ),
    (
        "personnummer",
        "a personal identity number",
        re.compile(
            r"(?<![\d-])(?:(?:18|19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
            r"|(?:18|19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01]))"
            r"(?:[ \xa0]?[-+−–‑][ \xa0]?|[ \xa0])?(?:\d{4}|[A-Z]\d{3})(?![\d-])"
        ),
    ),
    (
        "organisationsnummer",
        "an organisation number",
        re.compile(r"(?<![\d-])(?:16)?[125-9]\d[2-9]\d{3}-\d{4}(?![\d-])"),
    ),
    (
        "phone",
        "a telephone number",
        re.compile(
            r"(?<![\d+-])(?:\+|00)46[ \xa0‑-]?(?:\(0\)[ \xa0‑-]?)?[1-9]\d{0,2}(?:[ \xa0‑-]?\d{2,4}){2,4}(?![\d-])"
            r"|\(0\d{1,3}\)[ \xa0‑-]?\d{2,4}(?:[ \xa0‑-]?\d{2,3}){1,3}(?![\d-])"
            r"|(?<![\d-])(?<!\d[ \xa0])0\d{1,3}(?:\s?[-–‑/]\s?)\d{2,4}(?:[ \xa0‑-]?\d{2,3}){1,3}(?![\d-])"
            r"|(?<![\d.,-])(?<!\d[ \xa0])0(?:7[02369]\d?|8|10|[1-9]\d{1,2})[ \xa0]\d{2,3}(?:[ \xa0]\d{2,3}){1,3}"
            r"(?![\d-]|[.,]\d)"
            r"|(?<![\d.])07[02369]\d?\.\d{2,3}\.\d{2,3}(?:\.\d{2})?(?![\d.]\d)"
            r"|(?<!\d)07[02369]\d{7}(?!\d)"
        ),
    ),
    (
        "address",
        "a street with a number, or a box",
        re.compile(
            rf"\b(?:{_NAME} ){{0,2}}[A-ZÅÄÖ][\wé:’-]{{1,30}}?(?:{_STREET})\s{{1,3}}\d{{1,3}}(?:[ ]?[A-Ha-h])?\b"
            rf"|\b{_NAME}(?: {_NAME})?s? (?:{_STREET})\s{{1,3}}\d{{1,3}}(?:[ ]?[A-Ha-h])?\b|\bBox \d{{1,5}}\b"
        ),
    ),
    ("postcode", "a postcode with a place", re.compile(r"(?<!\d)(?:SE?-)?\d{3} \d{2}(?=,?\s+[A-ZÅÄÖ][a-zåäöA-ZÅÄÖ]+)")),
    (
        "birth-date",
        "a date of birth",
        re.compile(
            r"(?i)\bfödd\s+(?:den\s+)?(?:\d{1,2}\s+[a-zåäö]{3,9}\s+|\d{1,2}/\d{1,2}[ -])?"
            r"(?:19|20)\d{2}(?:-\d\d-\d\d)?\b"
        ),
    ),
)
_CONTEXT = re.compile(r"(?i)(?:dnr|diarie|ärendenr|målnr|SFS|SOU|prop)\S{0,10}\s{0,2}$")
_BORN = re.compile(r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])–\d{4}")
_CALLED = re.compile(
    r"(?i)\b(?:ring\w*|tel|telefon\w*|tfn|tel\.\s?nr|mobil\w*|nås på|sms\w*|fax)\W{0,3}(?:\w{1,4} ){0,2}$"
)
_MOBILE = re.compile(r"07[02369]\d{7}")
_DIGITS = re.compile(r"\d")


#: Small hexadecimal digits in a long row, with a letter among them; a report may break one in two.
_HASH = re.compile(r"(?<!\w)(?=[0-9]*[a-f])[0-9a-f]{24,}(?!\w)")


def luhn(digits: str) -> bool:
    """Tell whether the last of some digits is the check digit of the others (the Luhn algorithm, ISO/IEC 7812-1)."""
    total = 0
    for i, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if i % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def numbers(text: str) -> list[Personal]:
    """Return the numbers and addresses of a text that point to somebody, in order, without overlaps.

    Digits inside a hash are nobody's.
    """
    hashes = [match.span() for match in _HASH.finditer(text)]
    return sorted(f for f in _all(text) if not any(start <= f.start and f.end <= end for start, end in hashes))


def _all(text: str) -> Iterator[Personal]:
    found: list[Personal] = []
    for kind, reason, pattern in _PATTERNS:
        earlier = sorted(found)
        starts = [finding.start for finding in earlier]
        for match in pattern.finditer(text):
            start, end = match.span()
            at = bisect_left(starts, end)
            if not at or earlier[at - 1].end <= start:
                found += _finding(text, match, kind, reason)
    yield from found


def _finding(text: str, match: re.Match[str], kind: str, reason: str) -> Iterator[Personal]:
    start, end = match.span()
    digits = "".join(_DIGITS.findall(match.group()))[-10:]
    confidence = 1.0
    if kind == "diarienummer" and len(match.group()) == 11 and _BORN.fullmatch(match.group()) and luhn(digits):
        kind, reason = "personnummer", "a personal identity number"
    if kind == "personnummer":
        if _CONTEXT.search(text, max(0, start - 24), start):
            return
        called = _CALLED.search(text, max(0, start - 24), start)
        if _MOBILE.fullmatch(match.group()) and (called or not luhn(digits)):
            yield Personal(start, end, "phone", 0.9, "a telephone number")
            return
        if int(digits[4:6] if len(digits) == 10 else "1") > 60:
            kind, reason = "samordningsnummer", "a coordination number"
        if len(digits) == 10 and not luhn(digits):
            separated = not match.group()[-5].isdigit()
            confidence, reason = (0.5 if separated else 0.3), "the shape of an identity number with a wrong check digit"
    elif kind == "organisationsnummer" and not luhn(digits):
        confidence, reason = 0.5, "the shape of an organisation number with a wrong check digit"
    elif kind == "phone":
        if not 7 <= len("".join(_DIGITS.findall(match.group()))) <= 14:
            return
        confidence = 0.9 if "-" in match.group() or "+" in match.group() or match.group().isdigit() else 0.6
    elif kind == "postcode":
        confidence = 0.7
    elif kind == "address" and not _SURE_STREET.search(match.group()):
        confidence = 0.5
    yield Personal(start, end, kind, confidence, reason)
