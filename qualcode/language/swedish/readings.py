"""The readings of a form that a table with one lemma a form hides.

A table says that *samordnar* is a form of *samordnare*, and so hides the verb.  A regular
reading is put back when the word is a known lemma and another form of the same paradigm
is in the table under that lemma.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from typing import NamedTuple

Lookup = Callable[[str], str | None]


class Paradigm(NamedTuple):
    """A way to inflect: what the lemma ends in, the endings on the stem, and those of which one must be attested."""

    ending: str
    endings: tuple[str, ...]
    attested: tuple[str, ...]
    homographs: bool = True  # whether a form that the table gives to another lemma may be read so too
    shortest: int = 3


_FIRST = "ar as ade ades at ats ad ads ade ande andes andet anden andena"
_SECOND = "er s es te tes t ts d da das ds ande andes as de des"
_THIRD = "r s dde ddes tt tts dd dds dda ende endes"
_FOURTH = "er s es it its en et na ens nas ande andes as"

#: Verbs of the four conjugations and nouns of the common declensions; stems are lemmas without their ending.
PARADIGMS = (
    Paradigm("a", tuple(_FIRST.split()), ("ade", "at")),
    Paradigm("a", tuple(_SECOND.split()), ("er", "te", "de", "t"), homographs=False),
    Paradigm("a", tuple(_FOURTH.split()), ("it",), homographs=False),
    Paradigm("", tuple(_THIRD.split()), ("dde",), homographs=False, shortest=2),
    Paradigm("", ("et", "en", "ets", "ens"), ("s", "ets", "ens", "er", "ar")),
    Paradigm("", ("er", "erna", "ers", "ernas"), ("erna", "en"), homographs=False, shortest=4),
    Paradigm("", ("ar", "arna", "ars", "arnas"), ("arna", "en"), homographs=False, shortest=4),
    Paradigm("e", ("ar", "arna", "ars", "arnas", "en", "ens"), ("arna", "en"), homographs=False, shortest=4),
    Paradigm("a", ("or", "orna", "ors", "ornas", "an", "ans"), ("orna", "an"), homographs=False, shortest=4),
    Paradigm("e", ("et", "ets", "en", "ena", "enas", "ens"), ("et", "ena"), homographs=False, shortest=4),
)
#: Irregular readings of forms that the table gives to other words.
HIDDEN: Mapping[str, str] = dict(
    pair.split(":")
    for pair in """
    händer:hand tänder:tand stänger:stång städer:stad tänger:tång stränder:strand ränder:rand änder:and länder:land
    band:binda bar:bära fann:finna var:vara låg:ligga satt:sitta vek:vika drog:dra såg:se tog:ta gav:ge slog:slå
    stod:stå skar:skära föll:falla höll:hålla grep:gripa steg:stiga bad:be sken:skina rev:riva teg:tiga svek:svika
    bröt:bryta sköt:skjuta ljög:ljuga löd:lyda lät:låta flöt:flyta njöt:njuta vann:vinna spann:spinna rann:rinna
    """.split()
)
_LONGEST = max(len(ending) for paradigm in PARADIGMS for ending in paradigm.endings)

_BY_ENDING: dict[str, list[Paradigm]] = {}
for _paradigm in PARADIGMS:
    for _one in _paradigm.endings:
        _BY_ENDING.setdefault(_one, []).append(_paradigm)


def regular_readings(
    form: str, lookup: Lookup, bases: Container[str], *, own: Container[str] = frozenset()
) -> Iterator[str]:
    """Yield the lemmas of which a form in lower case is a regular form.

    ``lookup`` gives the table's lemma of a form or None; ``bases`` are all lemmas of the table.  The table
    must have another form of the paradigm, unless the lemma is a person's ``own``.
    """
    table = lookup(form)
    for size in range(1, min(_LONGEST, len(form) - 2) + 1):
        paradigms = _BY_ENDING.get(form[-size:])
        if not paradigms:
            continue
        stem = form[:-size]
        for paradigm in paradigms:
            lemma = stem + paradigm.ending
            if len(lemma) < paradigm.shortest or lemma not in bases or lemma == table:
                continue
            if not paradigm.homographs and table not in (None, lemma, form, form[:-1]):
                continue
            if lemma in own or any(lookup(stem + ending) == lemma for ending in paradigm.attested):
                yield lemma
