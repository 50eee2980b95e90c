"""The names that qualcode knows: given names, family names and places, and the endings that give others away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Sets of names, as written."""

    given: frozenset[str]
    family: frozenset[str]
    places: frozenset[str]

    def extended(
        self, *, given: Iterable[str] = (), family: Iterable[str] = (), places: Iterable[str] = ()
    ) -> Gazetteer:
        """Return the same with names of a project's own."""
        return Gazetteer(self.given | set(given), self.family | set(family), self.places | set(places))


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the names that come with qualcode; about 4,000."""
    return Gazetteer(
        frozenset(_lines("given-names.txt", None)),
        frozenset(_lines("surnames.txt", None)),
        frozenset(_lines("places.txt", ",")),
    )


def _lines(name: str, separator: str | None) -> Iterable[str]:
    text = files("qualcode.language.swedish").joinpath("data", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            yield from (word.strip() for word in line.split(separator) if word.strip())


#: Endings that Swedish family names have and few other words.
SURE_FAMILY = re.compile(
    r"(?:ss[oe]n|zon|ström|gren|[qk]vist|quist|stedt|löf|lööf|feldt|skiöld|sköld|hjelm|hielm|stierna|stjerna|ovi[cć]|[ei]vi[cć]|"
    r"wicz|[aeiouyäö]nen|oğlu|oglu|shvili|yan|ian[iu]|czyk|wsk[iy]|[eo]nko|bäck|berger|lund|lind|dahl|strand|holm|blom|blad|"
    r"mark|zadeh|nejad|pour)s?$"
)
#: Endings that family names have among others; enough after a given name.
LIKELY_FAMILY = re.compile(
    r"(?:sén|zén|lén|berg|lunds|dal|stad|stam|löv|mann|man|vall|wall|rud|fors|ell|ander|hult|beck|crantz|krantz|ius|én|"
    r"in|ås|borg|rup|næs|näs|moen|tun|i[cć]|sk[iy]a?|er|ez|es|as|is|ou|a|i|u)s?$"
)
#: Endings of names of authorities, companies and associations.
ORGANISATION = (
    "kassan",
    "verket",
    "myndigheten",
    "förmedlingen",
    "styrelsen",
    "inspektionen",
    "institutet",
    "universitet",
    "universitetet",
    "högskolan",
    "högskola",
    "kommun",
    "regionen",
    "landstinget",
    "nämnden",
    "sjukhuset",
    "sjukhus",
    "lasarettet",
    "lasarett",
    "vårdcentral",
    "vårdcentralen",
    "hälsocentral",
    "hälsocentralen",
    "departementet",
    "domstolen",
    "rätten",
    "förbundet",
    "förening",
    "föreningen",
    "kontoret",
    "förvaltningen",
    "revisionen",
    "bolaget",
    "tjänsten",
    "skolan",
    "partiet",
    "kyrkan",
    "banken",
    "bladet",
    "posten",
)
#: Endings of names of places; they count after a preposition of place.
PLACE = re.compile(
    r"(?:köping|stad|sund|borg|by|bo|hamn|ås|näs|sjö|torp|löv|vik|dalen|land|landet|berga|mora|tuna|holm|skär|ö|å|träsk|"
    r"fors|bruk|hult|gränd|åsen|ryd|rum|hem|sele|mark|arp|red|inge|lösa|lunda|sta|hälla|stan)s?$"
)
PLACE_PREPOSITIONS = frozenset(
    "i från till på vid utanför runt kring mellan norr söder öster väster via genom över".split()
)
TITLES = frozenset(
    """
    herr fru fröken doktor dr dr. professor läkaren sjuksköterskan sköterskan chefen enhetschefen enhetschef
    handläggaren handläggare kuratorn kurator generaldirektör generaldirektören analytiker projektledare projektledaren
    minister ministern statsminister statsministern utrikesminister finansminister president presidenten kung kungen
    drottning drottningen prins prinsessan rektor rektorn docent doktorand läraren advokat advokaten åklagaren åklagare
    ordförande ordföranden sekreteraren direktören direktör vd vd:n kollegan kollega systern brodern dottern sonen
    mannen hustrun frun mamma pappa morfar mormor farfar farmor moster faster morbror farbror ledare ledaren
    mamman pappan vännen grannen klienten patienten kunden försäkrade intervjuperson respondent
    rehabkoordinatorn koordinatorn samordnaren samordnare psykologen psykolog terapeuten arbetsterapeuten chef
    författaren skådespelaren tränaren förbundskaptenen partiledaren riksdagsledamoten talespersonen
    presstalespersonen pressekreteraren forskaren heter hette hos kallas döpt
    """.split()
)
#: Endings of what a person is called before the name: läraren, journalisten, regissören, norskan, amerikanen.
CALLED = re.compile(r"(?:aren|isten|ören|skan|ianen|kanen|ikern|ologen|manten|denten)$")
#: Words at the end of names of institutions in English, which is how reports cite them.
INSTITUTIONS = frozenset(
    """
    Agency Association Authority Bank Board College Commission Committee Company Council Department Foundation Fund
    Group Hospital Inc Institute Institution Insurance International Journal Ltd Ministry National Office Organization
    Press Publications Research Resources Review School Science Sciences Services Society Studies University
    """.split()
)
#: What people do in a report: the word after a name.
SAYS = frozenset(
    """
    säger berättar menar tycker beskriver svarar frågar undrar uttrycker påpekar förklarar anser upplever konstaterar
    tillägger känner tror vill ringer har är skrattar nämner lyfter argumenterar skriver visar poängterar understryker
    framhåller och fortsätter sa sade berättade menade tyckte beskrev svarade frågade undrade förklarade ansåg
    konstaterade skrev var hade blev kom gick resonerar reflekterar funderar minns ser vet får kan ska
    jobbar arbetar exemplifierar betonar sammanfattar utvecklar instämmer nickar ler suckar tystnar tittar
    """.split()
)
