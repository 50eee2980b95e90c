"""What is wrong with a query, in words: where it stands and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qualcode.core.query import QueryProblem
from qualcode.errors import UsageProblem
from qualcode.i18n import _

_SHOWN = 12


def unreadable(problem: QueryProblem, query: str) -> UsageProblem:
    """Return the error that tells what is wrong with a query, where, and how to mend it."""
    what, mend = _worded()[problem.reason](problem)
    if problem.reason not in ("empty", "everywhere"):
        piece = query[problem.at : problem.at + _SHOWN].split("\n", maxsplit=1)[0].strip()
        where = _("position {n}: {piece}").format(n=problem.at + 1, piece=piece)
        what = f"{what} ({where})" if piece else what
    return UsageProblem(what, mend)


def _nearest(problem: QueryProblem, else_: str) -> str:
    if problem.nearest:
        return _("did you mean {names}?").format(names=", ".join(problem.nearest))
    return else_


def _one_of(problem: QueryProblem) -> str:
    if not problem.nearest:
        return _("write a value after the colon")
    return _("one of: {names}").format(names=", ".join(problem.nearest))


def _worded() -> Mapping[str, Callable[[QueryProblem], tuple[str, str]]]:
    return {
        "empty": lambda _p: (
            _("the search is empty"),
            _('write words, a prefix like "norm*", or /a regular expression/'),
        ),
        "everywhere": lambda _p: (_("the search would match everywhere"), _("give at least one word")),
        "expression": lambda p: (
            _("not a regular expression: {why}").format(why=p.detail),
            _("see: qualcode search --help"),
        ),
        "quote": lambda _p: (_("the quotation does not end"), _("close it with a quotation mark")),
        "bracket": lambda _p: (
            _("the parenthesis has no other half"),
            _("close it, or put quotation marks around words with a parenthesis in them"),
        ),
        "operand": lambda _p: (
            _("something is missing beside the operator"),
            _("write what to find on both sides; for the word itself put it in quotation marks"),
        ),
        "negative": lambda _p: (
            _("the search only says what is not to be found"),
            _("write what to find before INTE, or a filter such as talare:IP1"),
        ),
        "field": lambda p: (
            _("there is no filter {name}").format(name=p.detail),
            _nearest(p, "") + " " + _("for the words themselves put them in quotation marks"),
        ),
        "value": lambda p: (
            (_("the filter has no value {name}").format(name=p.detail), _one_of(p))
            if p.detail
            else (
                _("nothing stands after the colon"),
                _("write what to find there; for the words themselves put them in quotation marks"),
            )
        ),
        "reach": lambda p: (
            _("the operator does not reach {name}").format(name=p.detail),
            _("write NÄRA/5 for words, or /mening, /replik or /källa"),
        ),
        "mixed": lambda _p: (
            _("it is unclear which alternative the filter is meant for"),
            _("put parentheses around each alternative, or the filter last"),
        ),
        "role": lambda p: (
            _("a word is no {name} of a compound").format(name=p.detail),
            _("write /huvud for the head, or /led for another part"),
        ),
    }
