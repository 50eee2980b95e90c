r"""The search language: what a query says, as a tree.

::

    socialt nätverk            words that follow each other; * stands for any letters
    "och inte"                 the same, with nothing in it read as an operator
    a | b   a ELLER b          either
    /hand\w+e/                  a regular expression
    lemma:samordna             every inflection, and every compound with the word in it
    del:möte  del:möte/huvud   only compounds: with the word as any part, as head, /led as another part
    lemma:roll/utan:a,b        the same, but for the forms of some words
    a NÄRA/5 b                 at most five words apart; NÄRA/mening, NÄRA/replik
    a OCH b   a INTE b         in the same turn, or with /mening, /källa
    talare:IP3 -kod:motaktor   filters: on what is found, or alone on whole turns

Words bind tightest, then NÄRA, then OCH and INTE, then ELLER; parentheses group where they
hold more than plain words, and are looked for as written otherwise: ``(paus)``.  A filter
counts for the whole parenthesis in which it stands, or for the whole query.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Words that follow each other; each may have ``*`` for any letters."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression."""

    body: str


@dataclass(frozen=True, slots=True)
class Lemma:
    """The forms in which a lemma plays one of some roles, but for those of some words, which may have ``*``."""

    lemma: str
    roles: frozenset[str]
    but: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Following:
    """Things that follow each other with nothing but blanks between."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Any of several things."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two things not far from each other: ``words`` apart at most, or in the same ``within``."""

    left: Node
    right: Node
    words: int = 0
    within: str = ""


@dataclass(frozen=True, slots=True)
class Both:
    """Two things that both stand in the same ``within``."""

    left: Node
    right: Node
    within: str = "turn"


@dataclass(frozen=True, slots=True)
class Without:
    """One thing where the other does not stand in the same ``within``."""

    left: Node
    right: Node
    within: str = "turn"


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on a place: any of the values; with ``excludes`` none of them.

    ``attribute`` names a case's attribute.  ``at`` is where it stands in the query.
    """

    field: str
    values: tuple[str, ...]
    excludes: bool = False
    attribute: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Restricted:
    """What meets every filter: of a thing, or of whole turns when ``node`` is None."""

    node: Node | None
    filters: tuple[Filter, ...]


Node = Words | Expression | Lemma | Following | Either | Near | Both | Without | Restricted


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was read: its tree, and whether capitals are told from small letters."""

    node: Node
    exact: bool = False


class QueryProblem(ValueError):
    """A query cannot be read: why, where in it (``at``, from 0), and what stands there.

    ``reason`` is ``empty``, ``everywhere``, ``expression``, ``quote``, ``bracket``, ``operand``, ``negative``,
    ``field``, ``value``, ``reach``, ``mixed`` or ``role``; ``nearest`` holds what may have been meant.
    """

    def __init__(self, reason: str, *, at: int = 0, detail: str = "", nearest: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at
        self.detail = detail
        self.nearest = nearest


def children(node: Node) -> tuple[Node, ...]:
    """Return the things that a thing is put together from."""
    if isinstance(node, Following | Either):
        return node.parts
    if isinstance(node, Near | Both | Without):
        return (node.left, node.right)
    if isinstance(node, Restricted) and node.node is not None:
        return (node.node,)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """Yield a thing and everything in it."""
    yield node
    for child in children(node):
        yield from walk(child)


def filters(node: Node) -> Iterator[Filter]:
    """Yield every filter in a query."""
    for each in walk(node):
        if isinstance(each, Restricted):
            yield from each.filters
