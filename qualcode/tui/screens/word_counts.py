"""What the word lists count: one list of rows for each of their four kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.core.collation import collation_key
from qualcode.i18n import _, get_language
from qualcode.project import Project
from qualcode.search.counting import collocations, key_words, varieties, word_list
from qualcode.tui.figures import number
from qualcode.tui.screens.search_filters import conditions

MODES = ("list", "keyness", "collocations", "figures")
WINDOW = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be counted: the kind of list, the groups as filters, the word, and how."""

    mode: str = "list"
    group: Mapping[str, str] = field(default_factory=dict)
    against: Mapping[str, str] = field(default_factory=dict)
    word: str = ""
    window: int = WINDOW
    content: bool = True
    written: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A word, or a source by its id, with its figures in the order of the columns."""

    key: str
    name: str
    figures: tuple[float | None, ...]


def count(project: Project, wish: Wish) -> list[Row]:
    """Return the rows of a list.  Raises QualcodeError for a group without texts or a word that no text has."""
    group, against = " ".join(conditions(wish.group)), " ".join(conditions(wish.against))
    if wish.mode == "keyness":
        keys = key_words(project, group, against, content=wish.content)
        return [Row(k.word, k.word, (k.n, k.others, k.g2, k.log_ratio, k.range)) for k in keys]
    if wish.mode == "collocations":
        found = collocations(project, wish.word, group, window=wish.window, content=wish.content)
        return [Row(c.word, c.word, (c.together, c.n, c.g2, c.log_dice, c.range)) for c in found]
    if wish.mode == "figures":
        return [
            Row(
                source.id if source else "",
                source.title if source else _("all together"),
                (v.tokens, v.types, v.lemmas, v.once, 100 * v.ratio, _per_cent(v.standardised)),
            )
            for source, v in varieties(project, group)
        ]
    words = word_list(project, group, forms=wish.written, content=wish.content)
    return [Row(w.word, w.word, (w.n, w.per_million, w.range)) for w in words]


def columns(mode: str) -> list[str]:
    """Return the headings of a list's figures."""
    return {
        "list": [_("number"), _("per million"), _("sources")],
        "keyness": [_("number"), _("elsewhere"), "G²", _("log ratio"), _("sources")],
        "collocations": [_("together"), _("number"), "G²", "logDice", _("sources")],
        "figures": [_("words"), _("forms"), _("lemmas"), _("once"), _("different, %"), _("per 1,000, %")],
    }[mode]


#: The columns whose figures have a decimal, by list.
DECIMALS: Mapping[str, Sequence[int]] = {"list": (1,), "keyness": (2, 3), "collocations": (2, 3), "figures": (4, 5)}
#: The column that a list is first sorted by.
FIRST = {"list": 0, "keyness": 2, "collocations": 2, "figures": -1}


def shown(value: float | None, *, decimals: bool) -> str:
    """Return a figure as it is written in the language in force."""
    if value is None:
        return "–"
    if not decimals:
        return number(int(value))
    text = f"{value:.1f}" if abs(value) < 1000 else number(round(value))
    return text.replace(".", ",") if get_language() == "sv" else text


def in_order(rows: Sequence[Row], column: int, *, upwards: bool) -> list[Row]:
    """Return rows by a column of figures, the largest first, or by the name (-1); the other way when asked."""
    if column < 0:
        return sorted(rows, key=lambda r: collation_key(r.name), reverse=upwards)
    known = [r for r in rows if r.figures[column] is not None]
    unknown = [r for r in rows if r.figures[column] is None]
    return sorted(known, key=lambda r: r.figures[column] or 0.0, reverse=not upwards) + unknown


def _per_cent(share: float | None) -> float | None:
    return None if share is None else 100 * share
