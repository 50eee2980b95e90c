"""Whether a word is negated, by the order of words in Swedish clauses.

The negator is sought to the left, in the cue's own clause.  Since the finite verb of a main clause stands
before *inte*, a verb is also looked up to the right, over pronouns, adverbs and a subject.  This is a mark
to show beside a hit, not a filter: irony and *saknar*, *slipper*, *undviker* are beyond it.
"""

from __future__ import annotations

from collections.abc import Sequence

NEGATORS = frozenset(
    """
    inte ej icke aldrig ingen inget inga ingenting ingenstans ingalunda knappast näppeligen varken sällan utan inge
    """.split()
)
_AFTER_VERB = frozenset("inte ej aldrig knappast sällan ingalunda knappt".split())
_DETERMINERS = frozenset("ingen inget inga inge".split())
#: Where the words with a negator in them do not deny.
_NO_DENIAL = tuple(
    tuple(words.split())
    for words in (
        "inte bara",
        "inte enbart",
        "inte endast",
        "inte blott",
        "inte minst",
        "icke minst",
        "icke desto mindre",
        "icke desto mer",
        "inte desto mindre",
        "inte alltid",
        "inte helt",
        "inte sällan",
        "inte förrän",
        "inte heller bara",
        "inte mer än",
        "inte mindre än",
        "om inte",
        "varför inte",
        "inget annat än",
        "ingenting annat än",
        "ingen annan än",
        "utan tvekan",
        "utan tvivel",
        "utan vidare",
        "utan att bara",
        "eller inte",
        "eller ej",
    )
)
_BORDERS = frozenset('. ! ? ; : – — ) ( … [ ] ” " « » ,'.split())
_CLAUSE = frozenset(
    """
    men fast eftersom därför medan när samtidigt dock däremot respektive som där innan hur vad vilket ifall huruvida
    oavsett varför samt då trots sedan såvida tills
    """.split()
)
_ADVERBS = frozenset(
    """
    faktiskt egentligen riktigt heller längre tyvärr direkt gärna just bara också alltid ofta här där nu så ännu ändå
    kanske upp in ut till med på om ju väl nog då alls ens liksom typ alltså verkligen absolut nästan nödvändigtvis
    helt själv själva dock således därmed därför då vanligen vanligtvis oftast sällan i regel fall
    """.split()
)
_PRONOUNS = frozenset(
    "jag du han hon hen den det vi ni de dom man en sig mig dig oss er dem honom henne hen alla många".split()
)
_SUBJECTS = frozenset("jag du han hon hen vi ni de dom man den det".split())
_FINITE = frozenset(
    """
    är var har hade kan kunde ska skall skulle vill ville måste får fick blir blev bör borde gör gjorde tar tog går
    gick ger gav kommer kom ser såg vet visste säger sa finns fanns behöver brukar tycker tror menar känns
    """.split()
)
_INVERTED = _SUBJECTS - {"den", "det"}  # which may as well be the object
_FINITE_ENDINGS = ("ar", "er", "ade", "te", "dde", "gde", "vde", "lde", "jde")
_NO_VERBS = frozenset("eller efter under över inte både inre yttre".split())
_SHORT_INFINITIVES = frozenset(
    "få se gå ha ta ge bli be stå förstå nå bo tro må dö ske bero klä sy inte aldrig".split()
)
_NO_INFINITIVES = (
    *("arna", "erna", "orna", "alla", "dessa", "andra", "flera", "samma", "enskilda", "många", "båda", "vissa"),
    *("denna", "några", "somliga", "sina", "mina", "dina", "våra", "hela", "själva", "övriga", "olika", "sådana"),
)
_AFTER_UTAN = _SUBJECTS | frozenset("även också snarare i kan ska är bara en ett mer".split())
_ABOUT = ("ning", "ningen", "ningar", "tion", "tionen", "tioner", "skap", "skapen", "else", "elsen", "het", "heten")
_ABOUT_WORDS = frozenset(
    """
    information uppgift uppgifter fråga frågor frågan beslut beslutet ansökan samtal dialog dialogen bild bilden
    prata pratar pratat pratade tala talar talat talade handla handlar handlade tal råd idé tanke tankar avtal
    """.split()
)
_REACH = 9  # words to the left
_NEAR = 3  # words that *ingen* reaches
_RIGHT = 6  # words to the right of a verb


def negation(tokens: Sequence[str], i: int, *, verb: bool) -> int | None:
    """Return the index of the negator of a word, or None.

    ``tokens`` are the words of one sentence, ``i`` the index of the word (the last of several);
    ``verb`` says that it is used as a verb.

    Raises:
        IndexError: There is no such word.
    """
    if not 0 <= i < len(tokens):
        raise IndexError(i)
    first = max(0, i - _REACH - 4)
    words = [word.lower() for word in tokens[first : i + _RIGHT + 6]]
    at = i - first
    found = _to_the_left(words, at)
    if found is not None and verb and _opens_the_next_clause(words, found, at):
        found = None
    if found is None:
        found = _after_verb(words, at) if verb else _after_fronted_object(words, at)
    return None if found is None else found + first


def _to_the_left(words: Sequence[str], i: int) -> int | None:
    for k in range(i - 1, max(-1, i - 1 - _REACH), -1):
        word = words[k]
        after = words[k + 1]
        if word in _BORDERS or word in _CLAUSE:
            return None
        if word == "att" and not _goes_on(words, k):
            return None
        if word == "om" and not _is_about(words, k):
            return None
        if word in ("och", "eller") and after in _FINITE and k + 1 != i:
            return None
        if word == "utan":
            joins = k == 0 or words[k - 1] == "," or after in _AFTER_UTAN or _corrects(words, k)
            return None if joins or i - k > 5 or _denies_nothing(words, k) else k
        if word in NEGATORS and not _denies_nothing(words, k):
            if word in _DETERMINERS and i - k > _NEAR and not any(w == "om" for w in words[k:i]):
                return None
            return k
    return None


def _opens_the_next_clause(words: Sequence[str], negator: int, i: int) -> bool:
    """Tell whether a finite verb stands after a negated clause that has one of its own: *om det inte går ringer vi*.

    Two finite verbs stand side by side only where two clauses meet, and a subject comes after the verb of the second.
    """
    if words[negator] not in _AFTER_VERB or not _is_finite(words[i]):
        return False
    if _is_finite(words[i - 1]) and i - 1 > negator:
        return True
    inverted = i + 1 < len(words) and words[i + 1] in _INVERTED
    return inverted and any(_is_finite(word) for word in words[negator + 1 : i])


def _is_finite(word: str) -> bool:
    """Tell whether a word looks like a finite verb; the infinitive and the supine do not."""
    return word in _FINITE or (len(word) > 3 and word.endswith(_FINITE_ENDINGS) and word not in _ADVERBS | _NO_VERBS)


def _corrects(words: Sequence[str], k: int) -> bool:
    """Tell whether *utan* puts one thing in the place of another: *inte enbart chefen utan hela gruppen*."""
    for i in range(k - 1, 0, -1):
        if words[i] in _BORDERS:
            return False
        if words[i] in ("bara", "enbart", "endast", "blott") and words[i - 1] in ("inte", "ej", "icke"):
            return True
    return False


def _goes_on(words: Sequence[str], k: int) -> bool:
    """Tell whether *att* is followed by an infinitive of the same clause, not by a clause or a further member."""
    after = words[k + 1] if k + 1 < len(words) else ""
    if k and words[k - 1] in ("eller", "och"):
        return False
    return after in _SHORT_INFINITIVES or (after.endswith("a") and not after.endswith(_NO_INFINITIVES))


def _is_about(words: Sequence[str], k: int) -> bool:
    """Tell whether *om* is the preposition: *kunskap om samverkan*, not *om de hinner*."""
    after = words[k + 1] if k + 1 < len(words) else ""
    if not k or after in _SUBJECTS or after in ("inte", "en", "ett"):
        return False
    return words[k - 1] in _ABOUT_WORDS or words[k - 1].endswith(_ABOUT)


def _after_verb(words: Sequence[str], i: int) -> int | None:
    """Return a negator that follows a finite verb over pronouns, adverbs and one subject."""
    strange = 0
    for k in range(i + 1, min(len(words), i + 1 + _RIGHT)):
        word = words[k]
        if word in _AFTER_VERB:
            return None if _denies_nothing(words, k) else k
        if word in _PRONOUNS or word in _ADVERBS:
            continue
        if word in _BORDERS or word in _CLAUSE or word in ("och", "eller", "att"):
            return None
        # The subject of an inverted clause is most often a definite noun.
        strange += 1
        definite = len(word) > 3 and word.endswith(("n", "et", "na", "s"))
        if strange > 1 or not definite or not _is_inverted(words, i):
            return None
    return None


def _is_inverted(words: Sequence[str], i: int) -> bool:
    """Tell whether no subject can be seen right before a verb, so that it may follow."""
    before = words[i - 1] if i else ""
    return before not in _SUBJECTS and before not in ("som", "att", "och") and not before.endswith(("na", "en", "are"))


def _after_fronted_object(words: Sequence[str], i: int) -> int | None:
    """Return the negator of a noun that opens its clause as the object: *det ansvaret tar vi inte*."""
    start = i
    while start > 0 and words[start - 1] not in _BORDERS and words[start - 1] not in ("men", "och", "så"):
        start -= 1
    if i - start > 2 or i + 3 >= len(words) or words[i + 2] not in _SUBJECTS:
        return None
    for k in range(i + 3, min(len(words), i + 6)):
        if words[k] in _AFTER_VERB:
            return None if _denies_nothing(words, k) else k
        if words[k] not in _ADVERBS:
            return None
    return None


def _denies_nothing(words: Sequence[str], k: int) -> bool:
    """Tell whether the negator at ``k`` belongs to an expression that does not deny."""
    for pattern in _NO_DENIAL:
        for offset, word in enumerate(pattern):
            if word == words[k] and k >= offset and tuple(words[k - offset : k - offset + len(pattern)]) == pattern:
                return True
    return False
