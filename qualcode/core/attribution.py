"""Who said a quotation, as it is printed: before it with a colon, after it in brackets, or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from qualcode.core.events import Change
from qualcode.core.quotations import ATTRIBUTIONS, LAYOUTS

FIELDS = ("name", "role", "office", "number", "source")
_FIELD = re.compile(r"\{(\w+)\}")
_HOLE = "\x00"


@dataclass(frozen=True, slots=True)
class QuotationRules:
    """How a project prints and weighs quotations.

    ``before`` and ``after`` are templates with ``{name}``, ``{role}``,
    ``{office}``, ``{number}`` and ``{source}``; ``role`` and ``office`` name the
    attributes of cases that hold these.  The ledger warns when ``few`` of the
    people who can be quoted (a share) carry more than ``share`` of the
    quotations or of their words, where there are ``least`` quotations or more.
    """

    attribution: str = "after"
    layout: str = "block"
    before: str = "{name}, {role}:"
    after: str = "({name}, {role})"
    role: str = "roll"
    office: str = "kontor"
    few: float = 0.2
    share: float = 0.5
    least: int = 10

    def problem(self) -> str:
        """Return the name of the rule that cannot be kept, or nothing."""
        if self.attribution not in ATTRIBUTIONS:
            return "attribution"
        if self.layout not in LAYOUTS:
            return "layout"
        for name in ("before", "after"):
            if set(_FIELD.findall(getattr(self, name))) - set(FIELDS):
                return name
        if not 0 < self.few <= 1:
            return "few"
        if not 0 < self.share <= 1:
            return "share"
        return "least" if self.least < 1 else ""


def rules_from(value: Mapping[str, object] | None) -> QuotationRules:
    """Read rules back from the project's fields; what is missing or of another type takes its default."""
    given = value or {}
    kept = {}
    for field in fields(QuotationRules):
        found, default = given.get(field.name), field.default
        if isinstance(default, float) and isinstance(found, int | float):
            kept[field.name] = float(found)
        elif type(found) is type(default):
            kept[field.name] = found  # type: ignore[assignment]
    rules = QuotationRules(**kept)  # type: ignore[arg-type]
    return QuotationRules() if rules.problem() else rules


def set_rules(project: str, rules: QuotationRules) -> Change:
    """Return the setting of a project's rules; ``project`` is the id of its record."""
    return Change("project.edit", project, {"quotation_rules": asdict(rules)}, "corpus")


def attributed(template: str, values: Mapping[str, str]) -> str:
    """Return a template with its fields filled in; commas and brackets around an empty one go with it."""
    text = _FIELD.sub(lambda m: values.get(m[1], "") or _HOLE, template)
    text = re.sub(rf"\s*[,;/–]\s*{_HOLE}|{_HOLE}\s*[,;/–]\s*|{_HOLE}", "", text)
    text = re.sub(r"\(\s*\)|\[\s*\]", "", text)
    text = " ".join(text.split())
    return "" if not any(c.isalnum() for c in text) else text
