"""Given names to choose pseudonyms from, by the pronoun they go with, and how one is proposed."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from qualcode.core.mentions import near_names

_HON = """
Alva Berit Cajsa Disa Embla Freja Greta Hillevi Ingrid Juni Kajsa Lovisa Moa Nora Olga Petra Ronja Signe Tyra Ulla
Vendela Ylva Åsa Ebba Linnea Maj Siri Tove Vera Asta Dagny Estrid Gunvor Hedda Iris Kerstin Lykke Märta Rut Solveig
""".split()
_HAN = """
Arvid Birger Claes Didrik Einar Folke Gösta Hjalmar Ivar Jerker Knut Ludvig Melker Nils Oskar Pontus Ragnar Sixten Ture
Uno Valter Yngve Åke Edvin Love Måns Rune Staffan Torkel Viggo Algot Bernt Egil Gunnar Holger Kjell Loke Sture Tage
Ville
""".split()
_HEN = "Alex Charlie Eli Kim Lo Mika Nico Robin Sam Toni Billie Dani Ellis Jamie Luca Manu Ray Sasha Uma Vide".split()
_BY_RULE = {"hon": _HON, "han": _HAN, "hen": _HEN}


def proposals(real: str, taken: Collection[str], *, pronoun: str = "") -> Iterator[str]:
    """Yield pseudonyms for a name: none that is ``taken`` (in small letters), like the real one, or of its initial.

    A name that is like one taken is passed over too, since readers would mix them up.
    """
    initials = {part[:1].casefold() for part in real.replace("-", " ").split()}
    lists = [_BY_RULE[pronoun]] if pronoun in _BY_RULE else [_HEN, _HON, _HAN]
    for name in (name for names in lists for name in names):
        lower = name.casefold()
        if lower in taken or lower[:1] in initials or near_names(name, real):
            continue
        if any(near_names(lower, other) for other in taken if other[:1] == lower[:1]):
            continue
        yield name
