"""Reading a query into its tree (the grammar is told in :mod:`qualcode.core.query`)."""

from __future__ import annotations

import difflib
import re

from qualcode.core.query import (
    Both,
    Either,
    Expression,
    Filter,
    Following,
    Lemma,
    Near,
    Node,
    Query,
    QueryProblem,
    Restricted,
    Without,
    Words,
    walk,
)
from qualcode.core.query_names import ANY_ROLE, AS_PART, BARE, BUT, FIELDS, LEMMA, PART, REACHES, ROLES, VALUES
from qualcode.core.query_tokens import CLOSING, OPENING, Token, tokens

_NEAR = 10  # words apart at most, where NÄRA stands without a number
_FARTHEST = 1000
_VALUES = re.compile(r'["”“«]([^"”“»]*)["”“»]|([^,]+)')
_WITH_ATTRIBUTES = ("case",)


def read_query(query: str, *, regex: bool = False, exact: bool = False) -> Query:
    """Return the tree of a query; with ``regex`` the whole of it is one regular expression.

    Raises QueryProblem for what cannot be read, and for what would match everywhere.
    """
    stripped = query.strip()
    if not stripped:
        raise QueryProblem("empty")
    if regex:
        whole = len(stripped) > 2 and stripped[0] == stripped[-1] == "/"
        return Query(_expression(Token("regex", 0, stripped[1:-1] if whole else query)), exact)
    parser = _Parser(list(tokens(query)))
    node = parser.group(outermost=True)
    if node is None:
        raise QueryProblem("everywhere")
    return Query(node, exact or parser.exact)


class _Parser:
    """A descent through the pieces of one query."""

    def __init__(self, pieces: list[Token]) -> None:
        self.pieces = pieces
        self.i = 0
        self.exact = False

    def _peek(self, *kinds: str) -> Token | None:
        token = self.pieces[self.i] if self.i < len(self.pieces) else None
        return token if token is not None and (not kinds or token.kind in kinds) else None

    def _operator(self, *names: str) -> Token | None:
        token = self._peek("operator")
        if token is None or token.name not in names:
            return None
        self.i += 1
        return token

    def group(self, *, outermost: bool = False) -> Node | None:
        """Read what stands in a parenthesis, or the whole query; None when there is nothing in it."""
        found: list[Node] = []
        filtered: list[tuple[int, list[Filter], list[Token]]] = []
        wanting: Token | None = None
        n = 0
        while True:
            filters: list[Filter] = []
            begin = self.i
            node = self._choice(filters)
            if node is not None:
                found.append(node)
            elif wanting is not None and not filters:
                raise QueryProblem("operand", at=wanting.at)
            if filters:
                filtered.append((n, filters, self.pieces[begin : self.i]))
            wanting = self._operator("or")
            if wanting is not None and node is None and not filters:
                raise QueryProblem("operand", at=wanting.at)
            if wanting is None:
                bar = self._peek("bar")
                if bar is None:
                    break
                self.i += 1
            n += 1
        stray = self._peek()
        if stray is not None and (outermost or stray.kind != "close"):
            raise QueryProblem("operand" if stray.kind == "operator" else "bracket", at=stray.at)
        if n:
            _check_unmixed(filtered, n)
        whole = None if not found else found[0] if len(found) == 1 else Either(tuple(found))
        conditions = tuple(f for _n, each, _pieces in filtered for f in each)
        return Restricted(whole, conditions) if conditions else whole

    def _choice(self, filters: list[Filter]) -> Node | None:
        """Read things joined by OCH and INTE."""
        node = self._near(filters)
        while (operator := self._operator("and", "not")) is not None:
            without = operator.name == "not" or self._operator("not") is not None
            reach = _reach(operator, ("sentence", "turn", "source"), "turn")
            before = len(filters)
            right = self._near(filters)
            if right is None and len(filters) > before and not without:
                continue  # a OCH talare:IP1 is a filter on a
            if right is None:
                raise QueryProblem("operand", at=operator.at)
            if node is None:
                if without:
                    raise QueryProblem("negative", at=operator.at)
                if not filters:
                    raise QueryProblem("operand", at=operator.at)
                node = right
            else:
                node = Without(node, right, reach) if without else Both(node, right, reach)
        return node

    def _near(self, filters: list[Filter]) -> Node | None:
        """Read things joined by NÄRA."""
        node = self._following(filters)
        while (operator := self._operator("near")) is not None:
            right = self._following(filters)
            if node is None or right is None:
                raise QueryProblem("operand", at=operator.at)
            if operator.text.isdigit() and 1 <= int(operator.text) <= _FARTHEST:
                node = Near(node, right, words=int(operator.text))
            elif operator.text:
                node = Near(node, right, within=_reach(operator, ("sentence", "turn", "source"), ""))
            else:
                node = Near(node, right, words=_NEAR)
        return node

    def _following(self, filters: list[Filter]) -> Node | None:
        """Read things that follow each other; filters among them are put aside."""
        parts: list[Node] = []
        while (token := self._peek()) is not None and token.kind not in ("bar", "operator", "close"):
            self.i += 1
            if token.kind == "open":
                node = self.group()
                if self._peek("close") is None:
                    raise QueryProblem("bracket", at=token.at)
                self.i += 1
                if node is not None:
                    parts.append(node)
            elif token.kind == "word" and token.text in BARE:
                field, value, excludes = BARE[token.text]
                filters.append(Filter(field, (value,), excludes, at=token.at))
            elif token.kind == "field" and token.name.lower() not in LEMMA | PART:
                self._filter(token, filters)
            else:
                parts.extend(_thing(token))
        return _joined(parts)

    def _filter(self, token: Token, filters: list[Filter]) -> None:
        found = _read_filter(token)
        if found.field == "exact":
            self.exact = (found.values == ("yes",)) is not found.excludes
        else:
            filters.append(found)


def _check_unmixed(filtered: list[tuple[int, list[Filter], list[Token]]], last: int) -> None:
    """Refuse filters that may be meant for one alternative only: they stand before the first or after the last."""
    for n, filters, pieces in filtered:
        at = {f.at for f in filters}
        others = [p.at for p in pieces if p.at not in at]
        first = n == 0 and others and max(at) < min(others)
        after = n == last and others and min(at) > max(others)
        if len(filtered) > 1 or not (first or after):
            raise QueryProblem("mixed", at=min(at))


def _joined(parts: list[Node]) -> Node | None:
    """Return things that follow each other as one; neighbouring words become one phrase."""
    out: list[Node] = []
    for part in parts:
        if isinstance(part, Words) and out and isinstance(out[-1], Words):
            out[-1] = Words(out[-1].words + part.words)
        else:
            out.append(part)
    if any(isinstance(p, Words) and not any(w.strip("*") for w in p.words) for p in out):
        raise QueryProblem("everywhere")
    if len(out) > 1 and (bad := next((p for p in out if isinstance(p, Restricted) and p.node is None), None)):
        raise QueryProblem("operand", at=bad.filters[0].at)
    return None if not out else out[0] if len(out) == 1 else Following(tuple(out))


def _thing(token: Token) -> list[Node]:
    if token.kind == "regex":
        return [_expression(token)]
    if token.kind == "field":
        return [_lemma(token, word) for word in token.text.strip(OPENING + CLOSING).split()]
    words = tuple(token.text.split())
    return [Words(words)] if words else []


def _expression(token: Token) -> Expression:
    try:
        pattern = re.compile(token.text, re.MULTILINE)
    except (re.error, RecursionError, OverflowError) as error:
        raise QueryProblem("expression", at=token.at, detail=str(error)) from None
    if not token.text or pattern.match(""):
        raise QueryProblem("everywhere", at=token.at)
    return Expression(token.text)


def _lemma(token: Token, word: str) -> Lemma:
    lemma, *marks = word.split("/")
    roles = ANY_ROLE if token.name.lower() in LEMMA else AS_PART
    but: set[str] = set()
    for role in marks:
        if role.lower().startswith(BUT):
            but.update(filter(None, role.lower().partition(":")[2].split(",")))
            continue
        chosen = ROLES.get(role.lower())
        if chosen is None:
            near = tuple(difflib.get_close_matches(role.lower(), sorted(ROLES), n=2))
            raise QueryProblem("role", at=token.at, detail=role, nearest=near)
        roles = chosen
    if not lemma.strip("*"):
        raise QueryProblem("everywhere", at=token.at)
    return Lemma(lemma.lower(), roles, frozenset(but))


def _read_filter(token: Token) -> Filter:
    field = FIELDS[token.name.lower()]
    if token.attribute and field not in _WITH_ATTRIBUTES:
        raise QueryProblem("field", at=token.at, detail=f"{token.name}.{token.attribute}", nearest=(token.name,))
    values = tuple(v for m in _VALUES.finditer(token.text) if (v := (m[1] or m[2] or "").strip()))
    if not values:
        raise QueryProblem("value", at=token.at, detail=token.text)
    closed = VALUES.get(field)
    if closed is not None:
        for value in values:
            if value.lower() not in closed:
                raise QueryProblem("value", at=token.at, detail=value, nearest=tuple(closed))
        values = tuple(closed[v.lower()] for v in values)
    return Filter(field, values, token.excludes, token.attribute, token.at)


def _reach(operator: Token, allowed: tuple[str, ...], default: str) -> str:
    if not operator.text:
        return default
    reach = REACHES.get(operator.text.lower())
    if reach not in allowed:
        raise QueryProblem("reach", at=operator.at, detail=operator.text)
    return reach


def needs_words(node: Node) -> bool:
    """Tell whether a query asks for lemmas or parts, which only the index of words can answer."""
    return any(isinstance(each, Lemma) for each in walk(node))
