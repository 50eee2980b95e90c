"""The rules of a coding script that go across the keys of an entry."""

from __future__ import annotations

from qualcode.exchange.yaml_nodes import Node, Problems
from qualcode.i18n import _


def check_entries(root: Node, problems: Problems) -> None:
    """Note every entry, segment and block of a script's nodes that does not say enough, or too much."""
    sources = root.get("sources")
    for listed in sources.entries.values() if sources is not None else ():
        for entry in listed.items:
            whole = entry.flag("whole")
            _check_passage(entry, problems, whole=whole)
            if not any(key in entry.entries for key in ("codes", "memo", "condensed")):
                message = _("The entry says nothing about its passage.")
                problems.add(entry, message, _("Give at least one of: {keys}.").format(keys="codes, memo, condensed"))
            if "absent" in entry.entries and not whole:
                problems.add(entry.place("absent"), _("Only a whole source can lack a code."), _("Add “whole: true”."))
            if "condensed" in entry.entries and whole:
                message = _("A condensed sentence needs a passage.")
                problems.add(entry.place("condensed"), message, _("Give its words with “quote”."))
            for key in ("theme", "linked"):
                if key in entry.entries and "condensed" not in entry.entries:
                    message = _("“{key}” needs a condensed sentence.").format(key=key)
                    problems.add(entry.place(key), message, _("Add a line “{key}: …”.").format(key="condensed"))
    claims = root.get("claims")
    for claim in claims.entries.values() if claims is not None else ():
        for evidence in claim.each("evidence"):
            _check_passage(evidence, problems, whole=evidence.flag("whole"))
    quotations = root.get("quotations")
    for quotation in quotations.entries.values() if quotations is not None else ():
        for part in quotation.each("parts"):
            _check_passage(part, problems, whole=False)
    for scene in root.each("scenes"):
        for block in scene.each("blocks"):
            segments = block.each("segments")
            for segment in segments:
                _check_passage(segment, problems, whole=False)
            if "text" not in block.entries and (block.text("fidelity") != "verbatim" or len(segments) != 1):
                message = _("The block has no text.")
                problems.add(block, message, _("Only a verbatim block with one segment can take its text from it."))


def _check_passage(node: Node, problems: Problems, *, whole: bool) -> None:
    if node.kind != "map":
        return
    words = [key for key in ("quote", "from", "whole") if key in node.entries and (key != "whole" or whole)]
    if not words and "turn" in node.entries:
        words = ["turn"]
    if len(words) != 1 or (whole and "turn" in node.entries):
        message = _("It must be said in one way which passage is meant.")
        mend = _("Use one of: quote; from and to; turn; or, for a whole source, “whole: true”.")
        problems.add(node, message, mend)
    elif ("from" in node.entries) != ("to" in node.entries):
        problems.add(node, _("“from” and “to” belong together."), _("Give the first and the last words."))
