"""The kinds of thing a project holds, and the kinds of event that change them.

A *thing* (source, code, coding …) is a record whose fields are set by events.
``create`` makes it, ``set`` changes fields, ``remove`` takes it away until a
``restore`` brings it back; an undone event counts as never made.  Where two people set the same field
without knowing of each other, the later clock wins and the pair is a conflict
to be listed; different fields never collide.

A thing may have a family of fields written ``attr:role`` or ``facet:modality``:
each name after the colon is a field of its own, so two people may fill in
different ones.  A family folds into one JSON column.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a thing; ``type`` is ``text``, ``int``, ``real`` or ``json``."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A kind of record, the table it folds to, and its fields."""

    name: str
    table: str
    fields: tuple[Field, ...]
    family: str = ""
    family_column: str = ""

    def field_names(self) -> frozenset[str]:
        """Return the names of the fields, without the family."""
        return frozenset(f.name for f in self.fields)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: the thing it is about and what it does to it.

    ``does`` is ``create``, ``set``, ``remove``, ``restore``, ``correct`` (a text
    gets a new revision), ``undo`` or ``redo``.
    """

    name: str
    thing: str
    does: str


def _thing(name: str, table: str, fields: str, family: str = "", family_column: str = "") -> Thing:
    parsed = (field.partition(":") for field in fields.split())
    return Thing(name, table, tuple(Field(n, t or "text") for n, _, t in parsed), family, family_column)


THINGS: dict[str, Thing] = {
    thing.name: thing
    for thing in (
        _thing("project", "project_info", "title language description least_cell:int quotation_rules:json"),
        _thing("person", "person", "name role same_as"),
        _thing(
            "source",
            "source",
            "handle title kind date place mode language series version:int case_id file_name format encoding "
            "original base first_line:int speakers:json apparatus:json position:int same_as rebase:json",
        ),
        _thing("case", "case_record", "name public kind pronoun", "attr", "attributes"),
        _thing("codebook", "codebook", "handle title_sv title_en version:int description citations:json"),
        _thing(
            "code",
            "code",
            "handle codebook short name_sv name_en definition when_to_use when_not example counter_example "
            "cues:json near_misses:json not_forms:json citation kind parent position:int colour status aliases:json "
            "ideal_type:int voiced_by merged_into split_into:json",
        ),
        _thing(
            "axis",
            "axis",
            "handle codebook name_sv name_en left_code right_code pairs:json citation position:int",
        ),
        _thing("facet", "facet", "handle codebook name_sv name_en choices:json several:int position:int"),
        _thing(
            "coding",
            "coding",
            "source code revision start:int end:int weight:real absent:int rough_time review origin",
            "facet",
            "facets",
        ),
        _thing("memo", "memo", "about_kind about title text"),
        _thing("finding", "finding", "name claim position:int box bullet heading"),
        _thing("theme", "theme", "name claim finding position:int"),
        _thing(
            "condensation",
            "condensation",
            "source revision start:int end:int text codes:json theme position:int review",
        ),
        _thing(
            "scene",
            "scene",
            "title kind event setting narrator lead_in lead_in_role cast_list:json blocks:json analysis points:json "
            "back_references:json codes:json masking:json min_words:int max_words:int ended:int position:int",
        ),
        _thing("guide", "guide", "handle title role intro closing minutes:int position:int"),
        _thing(
            "question",
            "question",
            "handle text topic note guides:json variants:json probes:json codes:json position:int",
        ),
        _thing(
            "quotation",
            "quotation",
            "source wording:json prefix number:int speaker attribution layout theme codes:json note printed_in:json "
            "position:int",
        ),
        _thing("voices", "voice_set", "name about_kind about lead_in position:int", "voice", "voices"),
        _thing("query", "saved_query", "name expression"),
        _thing("border", "unit_border", "source revision start:int end:int stands:int"),
        _thing("word", "own_word", "name lemma language"),
        _thing(
            "suggestion",
            "suggestion",
            "code source revision start:int end:int verdict reasons:json coding",
        ),
        _thing(
            "round",
            "coding_round",
            "name sources:json coders:json unit blind:int codebook_at closed:int known:json laid:json placed:json",
        ),
        _thing("reading", "reading_mark", "source revision start:int end:int"),
        _thing("resolution", "resolution", "sort about events:json choice reason"),
        _thing(
            "adjudication",
            "adjudication",
            "round source code kind codings:json choice results:json reason",
        ),
        _thing("form", "form", "handle title description version:int"),
        _thing("item", "form_item", "form handle question choices:json several:int scale position:int"),
        _thing("answer", "answer", "item case_id state chosen:json note"),
        _thing(
            "claim",
            "claim",
            "sentence quantifier codes:json every:int facets:json absent:int query lacking:int unit attributes:json "
            "heard_in:json finding status checked:json note position:int",
        ),
        _thing(
            "evidence",
            "evidence",
            "claim role source revision start:int end:int about_kind about note position:int",
        ),
        _thing(
            "quantifier",
            "quantifier",
            "handle word_sv word_en from_percent:real to_percent:real least:int most:int outside:int position:int",
        ),
        _thing("redaction", "redaction", "source events:json texts:json originals:json reason"),
        _thing("release", "release", "document format counts:json reason"),
    )
}

_EXTRA = (
    Kind("code.rename", "code", "set"),
    Kind("code.define", "code", "set"),
    Kind("code.move", "code", "set"),
    Kind("code.merge", "code", "set"),
    Kind("code.split", "code", "set"),
    Kind("code.retire", "code", "set"),
    Kind("coding.resize", "coding", "set"),
    Kind("coding.recode", "coding", "set"),
    Kind("coding.qualify", "coding", "set"),
    Kind("source.correct", "source", "correct"),
    Kind("suggestion.accept", "suggestion", "create"),
    Kind("suggestion.reject", "suggestion", "create"),
    Kind("round.close", "round", "set"),
    Kind("claim.check", "claim", "set"),
    Kind("reading.done", "reading", "create"),
    Kind("conflict.resolve", "resolution", "create"),
    Kind("action.undo", "action", "undo"),
    Kind("action.redo", "action", "redo"),
)

KINDS: dict[str, Kind] = {
    **{f"{t}.add": Kind(f"{t}.add", t, "create") for t in THINGS},
    **{f"{t}.edit": Kind(f"{t}.edit", t, "set") for t in THINGS},
    **{f"{t}.remove": Kind(f"{t}.remove", t, "remove") for t in THINGS},
    **{f"{t}.restore": Kind(f"{t}.restore", t, "restore") for t in THINGS},
    **{kind.name: kind for kind in _EXTRA},
}
