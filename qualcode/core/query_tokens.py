"""The pieces of a query: words, quotations, regular expressions, operators, fields, parentheses and bars."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.core.query import QueryProblem
from qualcode.core.query_names import BARE, FIELDS, LEMMA, OPERATORS, PART

OPENING, CLOSING = '"”“«', '"”“»'
_OPERATOR = re.compile(rf"({'|'.join(OPERATORS)})(?:/(\S*))?")
_KNOWN = frozenset((*FIELDS, *LEMMA, *PART))
_FIELD = re.compile(r"(-?)([^\W\d]\w*)((?:\.[^\s.:]+)?):(?=\S)")
_VALUELESS = re.compile(r"-?([^\W\d]\w*):(?=\s|$)")
_ESCAPED = re.compile(r"\\.")
_LIKE = 0.75
_SHORTEST_TYPO = 4


@dataclass(frozen=True, slots=True)
class Token:
    """One piece: ``kind`` is word, quoted, regex, operator, field, open, close or bar."""

    kind: str
    at: int
    text: str = ""
    name: str = ""  # operator or field
    attribute: str = ""
    excludes: bool = False


def tokens(query: str) -> Iterator[Token]:
    """Yield the pieces of a query.

    Raises QueryProblem for a quotation that does not end, a misspelt field and a field without a value.
    """
    closing: set[int] = set()
    i = 0
    while i < len(query):
        letter = query[i]
        if letter.isspace():
            i += 1
        elif letter == "|":
            yield Token("bar", i)
            i += 1
        elif i in closing:
            yield Token("close", i)
            i += 1
        elif letter == "(" and (end := _group(query, i)) is not None:
            closing.add(end)
            yield Token("open", i)
            i += 1
        elif letter in OPENING:
            end = _quotation(query, i)
            yield Token("quoted", i, query[i + 1 : end])
            i = end + 1
        elif letter == "/" and (end := _expression(query, i, closing)):
            yield Token("regex", i, query[i + 1 : end])
            i = end + 1
        else:
            token, i = _word(query, i, closing)
            yield token


def _word(query: str, i: int, closing: set[int]) -> tuple[Token, int]:
    field = _FIELD.match(query, i)
    if field is not None and _is_field(field):
        end = field.end()
        # A value, or several with commas between, each as it is or in quotation marks.
        while end < len(query) and query[end] in OPENING:
            end = _quotation(query, end) + 1
            if query[end : end + 1] == ",":
                end += 1
        end = _word_end(query, end, closing)
        return Token("field", i, query[field.end() : end], field[2], field[3].removeprefix("."), bool(field[1])), end
    valueless = _VALUELESS.match(query, i)
    if valueless is not None and valueless[1] in _KNOWN:
        raise QueryProblem("value", at=i)
    end = _word_end(query, i, closing)
    word = query[i:end]
    operator = _OPERATOR.fullmatch(word)
    if operator is not None:
        return Token("operator", i, operator[2] or "", OPERATORS[operator[1]]), end
    return Token("word", i, word), end


def _is_field(field: re.Match[str]) -> bool:
    name = field[2].lower()
    if name in _KNOWN:
        return True
    near = difflib.get_close_matches(name, sorted(_KNOWN), n=2, cutoff=_LIKE)
    if near and len(name) >= _SHORTEST_TYPO and field[2].islower():
        raise QueryProblem("field", at=field.start(), detail=field[2], nearest=tuple(near))
    return False


def _word_end(query: str, i: int, closing: set[int]) -> int:
    end = i
    while end < len(query) and not query[end].isspace() and query[end] != "|" and end not in closing:
        end += 1
    return end


def _quotation(query: str, i: int) -> int:
    end = next((k for k in range(i + 1, len(query)) if query[k] in CLOSING), -1)
    if end < 0:
        raise QueryProblem("quote", at=i)
    return end


def _expression(query: str, i: int, closing: set[int]) -> int | None:
    """Return where the expression that may begin here ends: at a slash with nothing glued to it."""
    k = i + 1
    while k < len(query):
        if query[k] == "\\":
            k += 2
            continue
        after = k + 1
        if (
            query[k] == "/"
            and k > i + 1
            and (after == len(query) or query[after].isspace() or query[after] == "|" or after in closing)
        ):
            return k
        k += 1
    return None


def _group(query: str, i: int) -> int | None:
    """Return where the parenthesis that opens here closes, when it groups; None when it is looked for as written."""
    depth, k, last = 0, i, None
    while k < len(query):
        letter = query[k]
        starts = k == 0 or query[k - 1].isspace() or query[k - 1] in "(|:"
        if letter in OPENING and starts:
            k = next((n for n in range(k + 1, len(query)) if query[n] in CLOSING), len(query))
        elif letter == "/" and starts:
            k = _expression(query, k, {n for n, c in enumerate(query) if c == ")"}) or k
        elif letter == "(":
            depth += 1
        elif letter == ")":
            depth -= 1
            if depth == 0:
                last = k
                break
        k += 1
    inside = query[i + 1 : len(query) if last is None else last]
    if not _says_more(inside):
        return None
    if last is None:
        raise QueryProblem("bracket", at=i)
    return last


def _says_more(inside: str) -> bool:
    """Tell whether a parenthesis holds more than plain words."""
    bare = _ESCAPED.sub("", inside)
    if "|" in bare:
        return True
    for piece in bare.replace("(", " ").replace(")", " ").split():
        field = _FIELD.match(piece)
        if _OPERATOR.fullmatch(piece) or piece in BARE or (field is not None and field[2].lower() in _KNOWN):
            return True
    return False
