"""The words of the search language, in Swedish and English: operators, reaches, fields and their values.

They are part of the language, not of the screens, so both always work.  Operators are
written in capitals, since *och*, *eller* and *inte* are words that people look for.
"""

from __future__ import annotations

OPERATORS = {
    "OCH": "and",
    "AND": "and",
    "ELLER": "or",
    "OR": "or",
    "INTE": "not",
    "NOT": "not",
    "NÄRA": "near",
    "NEAR": "near",
}

#: How far an operator reaches: within a sentence, a turn (or paragraph) or the whole source.
REACHES = {
    "mening": "sentence",
    "sentence": "sentence",
    "replik": "turn",
    "turn": "turn",
    "källa": "source",
    "source": "source",
}

LEMMA = frozenset({"lemma"})
PART = frozenset({"del", "part"})
ROLES = {
    "huvud": frozenset({"head"}),
    "head": frozenset({"head"}),
    "led": frozenset({"first", "mid"}),
    "modifier": frozenset({"first", "mid"}),
}
#: What stands before the words whose forms are left out.
BUT = ("utan:", "without:")
INFLECTION = frozenset({"inflection"})
#: Every role that a lemma may play in a form: being inflected, the head or another part of a compound.
ANY_ROLE = frozenset({"inflection", "head", "first", "mid"})
AS_PART = ANY_ROLE - INFLECTION

FIELDS = {
    "talare": "speaker",
    "speaker": "speaker",
    "roll": "role",
    "role": "role",
    "källa": "source",
    "source": "source",
    "slag": "kind",
    "kind": "kind",
    "datum": "date",
    "date": "date",
    "plats": "place",
    "place": "place",
    "serie": "series",
    "series": "series",
    "fall": "case",
    "case": "case",
    "kod": "code",
    "code": "code",
    "kodare": "coder",
    "coder": "coder",
    "negerad": "negated",
    "negated": "negated",
    "exakt": "exact",
    "exact": "exact",
}
#: Single words that stand for a filter: field, value, whether it excludes.
BARE = {"okodad": ("code", "*", True), "uncoded": ("code", "*", True)}

_YES_NO = {"ja": "yes", "yes": "yes", "nej": "no", "no": "no"}
#: The closed values of a field, by what people write.
VALUES = {
    "negated": _YES_NO,
    "exact": _YES_NO,
    "kind": {
        "intervju": "transcript",
        "utskrift": "transcript",
        "interview": "transcript",
        "transcript": "transcript",
        "fältanteckning": "fieldnote",
        "fieldnote": "fieldnote",
        "dokument": "document",
        "document": "document",
    },
    "role": {
        "intervjuare": "interviewer",
        "interviewer": "interviewer",
        "respondent": "respondent",
        "intervjuperson": "respondent",
        "annan": "other",
        "other": "other",
    },
}


def field_word(field: str, language: str) -> str:
    """Return the word for a field in a language, ``sv`` or ``en``."""
    words = [word for word, named in FIELDS.items() if named == field]
    return words[0 if language == "sv" else -1]


def value_word(field: str, value: str, language: str) -> str:
    """Return the word for a closed value of a field in a language; any other value as it is."""
    words = [word for word, named in VALUES.get(field, {}).items() if named == value]
    return words[0 if language == "sv" else -1] if words else value
