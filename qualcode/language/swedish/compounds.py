"""Swedish compounds split with nothing but a table of full forms.

What may stand first is learnt from the dictionary's own compounds: the more base
words begin with a string and go on with another base word, the better a first part
it is (its productivity).  Heads must be known forms that are not endings.  Bound
prefixes (be-, för-, re-) never split.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from functools import lru_cache

#: Strings that are known forms but as the end of a word are endings, not heads.
NOT_HEADS = frozenset(
    """
    erna orna ernas slig roende pande rade rats ning ningen ningar ningarna ling lingen het heten heter are aren
    arna ande anden ende else elsen skap skapen lig liga ligt sam samt samma iska isk ist ister ism tion tionen
    ade ad erad erat erade era erar eras bar barhet full fulla lös lösa ens ets ers ernas arnas ornas ing ingen
    inga inge inger ingar ation ationen sion ör ören ell ella elt iva ivt tiv tiva tivt ans ansen eri erier ant
    anter ent enter ur urer ig iga igt ial iala mel ral tal sta ste ska sen son don dom ber rar ter ner ser ger
    ler der ras tas das nas las gas kas mas pas vas sas dess hos som men mot man min din sin han hon den det vid
    var när nog nya all alla att och inte ats its ots uts ins ons uns än äns öns åns
    """.split()
)
#: Heads of three or four letters that are trusted as they are.
SHORT_HEADS = frozenset(
    """
    år dag dagar tid tider tiden rum rummet plan mål målen målet led leden del delen delar lag lagen lagar råd
    rådet stöd stödet sak saker svar syn bok hem hus bil båt jobb grad möte fall kort krav kraven tal liv livet
    roll test namn post nät akt vård kraft ort tak väg sätt skäl steg stat ämne våld vikt värde norm form grupp
    chef läge lön bo by ek öl ord orden mått bruk hjälp team part jakt bygg spår stopp puls brev byrå mötet data
    nivå fas avd kon rad rätt våg spel text tryck ärr kön barn mor far bror syskon män folk kår kåren
    """.split()
)
#: Prefixes that are no words: förändra, beskriva and rekommendera are not compounds.
BOUND_PREFIXES = frozenset(
    """
    be för re in kon pro de dis per ge ent e ex sub trans o st bes ad ab im il kom kol dia syn hypo van und nyan
    redo repre sta sto ste ska
    """.split()
)
_COMMON = 60  # base words from which a short or irregular string is surely a first part


class Splitter:
    """Splits compounds by a table of forms and the productivity of first parts.

    ``known`` tells whether a form is in the dictionary; ``bases`` are its lemmas in lower case,
    from which the productivities are learnt (0.3 s for 128,000).
    """

    def __init__(self, known: Callable[[str], bool], bases: Collection[str], *, least: int = 4) -> None:
        self._known = known
        self._bases = frozenset(bases)
        self._least = least
        self._first: Counter[str] = Counter()
        self._head: Counter[str] = Counter()
        words = {b for b in self._bases if len(b) >= 4 and b.isalpha()}
        for word in words:
            for i in range(2, len(word) - 3):
                head = word[i:]
                if head in words:
                    self._first[word[:i]] += 1
                    self._head[head] += 1
        self.split = lru_cache(100_000)(self._split)
        self._pair = lru_cache(100_000)(self._split_first)

    def _split(self, word: str) -> tuple[str, ...] | None:
        """Return the parts of a compound in lower case, the head last; None for a simple or unknown word."""
        best: tuple[float, tuple[str, ...]] | None = None
        for i in range(2, len(word) - 1):
            first, head = word[:i], word[i:]
            if not self._head_fits(head):
                continue
            cost = self._first_cost(first)
            if cost is not None:
                parts: tuple[str, ...] = (first, head)
                total = 1 + cost
            else:
                pair = self._pair(first)
                if pair is None:
                    continue
                parts, total = (*pair[1], head), 1.6 + pair[0]
            total -= 0.03 * min(len(head), 12)
            if best is None or total < best[0]:
                best = (total, parts)
        return best[1] if best else None

    def _split_first(self, word: str) -> tuple[float, tuple[str, str]] | None:
        """Return the cheapest division of a first part that is itself a compound."""
        best: tuple[float, tuple[str, str]] | None = None
        for i in range(3, len(word) - 2):
            a, b = self._first_cost(word[:i]), self._first_cost(word[i:])
            if a is not None and b is not None and (best is None or a + b < best[0]):
                best = (a + b, (word[:i], word[i:]))
        return best

    def _head_fits(self, head: str) -> bool:
        """Tell whether a string can be the last part."""
        if head in NOT_HEADS:
            return False
        if len(head) < 4:
            return head in SHORT_HEADS
        if not self._known(head):
            return False
        return len(head) > 4 or head in SHORT_HEADS or self._head[head] >= 3

    def _first_cost(self, part: str) -> float | None:
        """Return what it costs to take a string as a first part, 0 at best; None when it cannot be one."""
        n = self._first[part]
        if len(part) < 2 or part in BOUND_PREFIXES:
            return None
        if len(part) == 2:
            return 0.5 if n >= _COMMON else None
        if n < _COMMON and not self._has_base(part):
            return None
        if n >= 40:
            return 0.0
        if n >= self._least and (len(part) >= 4 or n >= 25):
            return 0.15 if part in self._bases or part.endswith("s") else 0.3
        return self._regular_cost(part) if len(part) >= 5 else None

    def _has_base(self, part: str) -> bool:
        """Tell whether a combining form goes back to a base word (arbets-, skol-, gatu-, handläggar-)."""
        bases = self._bases
        return (
            part in bases
            or (part[-1] == "s" and part[:-1] in bases)
            or part + "a" in bases
            or part + "e" in bases
            or (part[-1] in "uo" and part[:-1] + "a" in bases)
        )

    def _regular_cost(self, part: str) -> float | None:
        """Return the cost of a part never seen first, by the regular linking forms."""
        bases = self._bases
        if part.endswith("s") and part[:-1] in bases:
            return 0.25
        if part in bases:
            return 0.4
        if part.endswith("ar") and part + "e" in bases:
            return 0.25
        if len(part) >= 6 and part[-1] in "nlrtdkgp" and part + "a" in bases:
            return 0.6
        return None
