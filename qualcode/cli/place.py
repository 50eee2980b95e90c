"""Where in a source: the options that name a passage, and the span they come to."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qualcode.core.places import Span, line_span, trimmed, turn_span
from qualcode.errors import Ambiguous, NotFound, UsageProblem
from qualcode.i18n import _

if TYPE_CHECKING:
    from qualcode.core.sources import Source
    from qualcode.project import Project

_FEW = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A passage as the options name it."""

    quote: str = ""
    first: str = ""
    last: str = ""
    occurrence: int | None = None
    turn: int | None = None
    lines: tuple[int, int] | None = None
    at: tuple[int, int] | None = None
    whole: bool = False

    def __bool__(self) -> bool:
        """Tell whether any passage was named."""
        return bool(self.quote or self.first or self.whole) or any(
            v is not None for v in (self.turn, self.lines, self.at)
        )

    def span(self, project: Project, source: Source) -> Span | None:
        """Return the span of the passage in the newest text; None for the source as a whole.

        Words given together with a turn or lines are looked for only there.  Raises
        NotFound when it is not there, Ambiguous when the words stand in several places.
        """
        if self.whole:
            return None
        within = self._stretch(project, source)
        if self.quote:
            return self._only(project, source, self.quote, within)
        if self.first:
            start, end = self._only(project, source, self.first, within)
            bound = (start, within[1] if within else len(project.text(source)))
            return start, max(end, self._found(project, source, self.last, bound)[0][1])
        return within

    def _stretch(self, project: Project, source: Source) -> Span | None:
        text = project.text(source)
        if self.turn is not None:
            found = turn_span(project.turns(source), self.turn)
            hint = _("See: qualcode source turns {source}").format(source=source.handle)
        elif self.lines is not None:
            found = line_span(text, project.line_map(source), *self.lines)
            hint = _("See: qualcode source text {source} --lines").format(source=source.handle)
        elif self.at is not None:
            found = trimmed(text, *self.at)
            hint = _("The text of {source} has {n} characters.").format(source=source.handle, n=len(text))
        else:
            return None
        if found is None:
            raise NotFound(_("{source} has no words at that place").format(source=source.handle), hint)
        return found

    def _found(self, project: Project, source: Source, words: str, within: Span | None) -> list[Span]:
        from qualcode.exchanging import find_words

        found = find_words(project, source, words, within)
        if not found:
            raise NotFound(
                _("{source} does not hold those words there").format(source=source.handle)
                if within
                else _("{source} does not hold those words").format(source=source.handle),
                _("Copy them from: qualcode source text {source}").format(source=source.handle),
            )
        return found

    def _only(self, project: Project, source: Source, words: str, within: Span | None) -> Span:
        found = self._found(project, source, words, within)
        if self.occurrence is not None:
            if not 1 <= self.occurrence <= len(found):
                raise NotFound(
                    _("{source} holds those words {n} times").format(source=source.handle, n=len(found)),
                    _("Give --occurrence 1 to {n}.").format(n=len(found)),
                )
            return found[self.occurrence - 1]
        if len(found) > 1:
            lines = [project.line_map(source).line(start) for start, _end in found[:_FEW]]
            where = ", ".join(map(str, lines)) + (" …" if len(found) > _FEW else "")
            raise Ambiguous(
                _("{source} holds those words {n} times (lines {lines})").format(
                    source=source.handle, n=len(found), lines=where
                ),
                _("Give more words, or say which with --occurrence N."),
            )
        return found[0]


def place_options(*, whole: bool = False, needed: bool = True) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that adds the options of a passage and passes them on as ``place``."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def with_place(*args: Any, **given: Any) -> Any:
            quote, occurrence = given.pop("quote"), given.pop("occurrence")
            first, last = given.pop("first"), given.pop("last")
            turn, lines, at = given.pop("turn"), given.pop("lines"), given.pop("at")
            entire = given.pop("whole") if whole else False
            spans = (_pair(lines, "-", "--lines"), _pair(at, ":", "--at"))
            place = Place(quote or "", first or "", last or "", occurrence, turn, *spans, entire)
            _one_way(place, whole=whole, needed=needed)
            return function(*args, place=place, **given)

        options = [
            click.option("--quote", metavar="TEXT", help=_("The words of the passage; blanks do not matter.")),
            click.option(
                "--from", "first", metavar="TEXT", help=_("The first words of a long passage; goes with --to.")
            ),
            click.option("--to", "last", metavar="TEXT", help=_("The last words of a long passage.")),
            click.option(
                "--occurrence", type=int, metavar="N", help=_("Which one, where the words stand several times.")
            ),
            click.option("--turn", type=int, metavar="N", help=_("The whole turn of this number.")),
            click.option("--lines", metavar="A-B", help=_("Lines of the original file.")),
            click.option("--at", metavar="START:END", help=_("Characters of the newest text, from 0.")),
        ]
        if whole:
            options.append(click.option("--whole", is_flag=True, help=_("The source as a whole.")))
        decorated: Callable[..., Any] = with_place
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate


def _one_way(place: Place, *, whole: bool, needed: bool) -> None:
    words = bool(place.quote) + bool(place.first or place.last)
    stretches = sum(v is not None for v in (place.turn, place.lines, place.at))
    names = "--quote, --from … --to …, --turn, --lines, --at" + (", --whole" if whole else "")
    if words > 1 or stretches > 1 or (place.whole and words + stretches) or (needed and not place):
        raise UsageProblem(_("name the passage in one way"), _("Give one of {names}.").format(names=names))
    if bool(place.first) != bool(place.last):
        raise UsageProblem(_("--from and --to go together"), _("Give the first words and the last."))
    if place.occurrence is not None and not words:
        raise UsageProblem(_("--occurrence goes with --quote"), _("Give the words with --quote."))


def _pair(value: str | None, mark: str, option: str) -> tuple[int, int] | None:
    if value is None:
        return None
    match = re.fullmatch(rf"(\d+)(?:[{mark}–](\d+))?", value.strip())
    if match is None or (mark == ":" and match[2] is None):
        raise UsageProblem(
            _("{option} cannot read {value}").format(option=option, value=value),
            _("Write it as {form}.").format(form="12-15" if mark == "-" else "1200:1340"),
        )
    first, last = int(match[1]), int(match[2] or match[1])
    if first > last:
        raise UsageProblem(
            _("{option} {value} runs backwards").format(option=option, value=value),
            _("Write the smaller number first."),
        )
    return first, last
