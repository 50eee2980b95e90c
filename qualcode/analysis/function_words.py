"""Words that hold sentences together and say little of what they are about; left out of word lists on request."""

from __future__ import annotations

_SWEDISH = """
all alla
alltså allt allting alltid alldeles andra annan annars annat antal att av bara bli blir blev blivit bort bra både
båda de dem den denna denne deras dess dessa det detta dig din dina ditt dit dom du där därför då e eftersom egen egna
eget egentligen ej eller en er ett faktiskt fick finnas finns fram från få får för före första ge ger genom gick ge gå
går göra gör gjorde ha had hade han hans har hel hela helt hen henne hennes hit hon honom hur här i ibland icke igen
in inga ingen inget ingenting innan inne inte ja jag jo ju just kan kanske kom komma kommer kunna kunde kvar lite
liksom lång man med medan mellan men mer mest mig min mina mitt mot mycket många måste ned nej ner ni nog nu nå någon
något några nån nåt nära när också och ofta okej om oss på redan rätt sa sade samma samt se sedan sen ser sig sin sina
sitt själv ska skola skulle skall som så sådan sådana sån sånt säga säger sätt ta tar till tills tror trots tycka
tycker typ under upp ur ut utan vad var vara varför varit varje vart vem vet vi vid vilja vill vilka vilken vilket
visst väl väldigt vår våra vårt å åt än ändå ännu är även över mm mhm hm äh öh eh asså ba va jamen nä a
"""
_ENGLISH = """
a about after again all also am an and any are as at be because been before being but by can could did do does doing
down each few for from further get go going got had has have having he her here hers him his how i if in into is it its
just know like me more most my no nor not now of off oh okay on once only or other our out over own really said same
say she should so some such than that the their them then there these they thing think this those through to too um
under until up us very was we well were what when where which while who why will with would yeah yes you your
"""

FUNCTION_WORDS = {"sv": frozenset(_SWEDISH.split()), "en": frozenset(_ENGLISH.split())}


def is_function_word(word: str, language: str = "sv") -> bool:
    """Tell whether a word, in any case, says little of what a text is about."""
    return word.lower() in FUNCTION_WORDS.get(language, frozenset())
