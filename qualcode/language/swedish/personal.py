"""Personal data in a text: numbers first, then names; a list to review, never a promise of anonymity."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.core.words import Lexicon
from qualcode.language.swedish.findings import Personal
from qualcode.language.swedish.gazetteer import Gazetteer
from qualcode.language.swedish.names import find_names, known_names
from qualcode.language.swedish.numbers import numbers

__all__ = ["Personal", "find_personal"]


def find_personal(
    text: str,
    *,
    lexicon: Lexicon | None = None,
    names: Gazetteer | None = None,
    further: Iterable[Personal] = (),
    least: float = 0.0,
    swedish: bool = True,
) -> list[Personal]:
    """Return what may point to somebody, in order of place, without overlaps; O(n) in the length of the text.

    ``lexicon`` tells names from ordinary words (by default the shared Swedish one), ``names`` are known names
    (by default those that come with qualcode), ``further`` are findings of another source, such as a trained
    pipeline's entities, ``least`` is the confidence below which nothing is returned.  A place that both name
    differently keeps the surer finding; numbers go before everything else.  In a text that is not ``swedish``
    only numbers and known names are found, since the rules on capitals and contexts are those of Swedish.
    """
    if not swedish:
        rest = sorted([*known_names(text, names=names), *further], key=lambda f: (-f.confidence, f.start))
        found = numbers(text)
        taken = _Taken(found)
        found += [finding for finding in rest if taken.take(finding)]
        return sorted(finding for finding in found if finding.confidence >= least)
    if lexicon is None:
        from qualcode.language.words import lexicon as by_language

        lexicon = by_language("sv")
    found = numbers(text)
    rest = sorted([*find_names(text, lexicon=lexicon, names=names), *further], key=lambda f: (-f.confidence, f.start))
    taken = _Taken(found)
    found += [finding for finding in rest if taken.take(finding)]
    return sorted(finding for finding in found if finding.confidence >= least)


class _Taken:
    """The stretches that are taken, for quick tests of overlap."""

    _BLOCK = 256

    def __init__(self, findings: Iterable[Personal]) -> None:
        self._blocks: dict[int, list[Personal]] = {}
        for finding in findings:
            self._put(finding)

    def take(self, finding: Personal) -> bool:
        """Take a stretch; return False when some of it is taken already."""
        near = (other for block in self._over(finding) for other in self._blocks.get(block, ()))
        if any(finding.start < other.end and other.start < finding.end for other in near):
            return False
        self._put(finding)
        return True

    def _put(self, finding: Personal) -> None:
        for block in self._over(finding):
            self._blocks.setdefault(block, []).append(finding)

    def _over(self, finding: Personal) -> range:
        return range(finding.start // self._BLOCK, finding.end // self._BLOCK + 1)
