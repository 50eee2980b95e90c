"""Rules and reasons of repairs in the reader's language; edits themselves keep them in English."""

from __future__ import annotations

from qualcode.i18n import _


def rule_name(rule: str) -> str:
    """Return what a rule does, in a few words; the rule itself when it is unknown."""
    names = {
        "hyphen": _("word broken at a line end"),
        "footnote": _("footnote lifted out"),
        "page-number": _("page number lifted out"),
        "page-head": _("running head lifted out"),
        "page-top": _("mark of a new page taken away"),
        "line-wrap": _("lines of a paragraph joined"),
        "blank-line": _("blank lines and blanks tidied"),
        "hand": _("corrected by hand"),
    }
    return names.get(rule, rule)


def reason_text(reason: str) -> str:
    """Return the reason of an edit or a flag; the reason itself when it is unknown."""
    reasons = {
        "the first half of a coordination": _("the first half of a coordination"),
        "a soft hyphen": _("a soft hyphen"),
        "an oblique follows": _("an oblique follows"),
        "a digit stands before": _("a digit stands before"),
        "the second half is not here": _("the second half is not here"),
        "a blank line follows": _("a blank line follows"),
        "a capital follows": _("a capital follows"),
        "a single letter stands before": _("a single letter stands before"),
        "an abbreviation stands before": _("an abbreviation stands before"),
        "the text has the word unbroken": _("the text has the word unbroken"),
        "the text has the word with a hyphen": _("the text has the word with a hyphen"),
        "the lexicon has the word": _("the lexicon has the word"),
        "two English words": _("two English words"),
        "a prefix that takes a hyphen": _("a prefix that takes a hyphen"),
        "a name before a word of its own": _("a name before a word of its own"),
        "the text has a form of the word": _("the text has a form of the word"),
        "nothing speaks against it": _("nothing speaks against it"),
        "the first line of a page": _("the first line of a page"),
        "the paragraph goes on": _("the paragraph goes on"),
        "the sentence goes on over the page": _("the sentence goes on over the page"),
        "a blank line stands after every line": _("a blank line stands after every line"),
        "one blank line between paragraphs": _("one blank line between paragraphs"),
        "blanks at the end of a line": _("blanks at the end of a line"),
        "a footnote inside the running text": _("a footnote inside the running text"),
        "a page number": _("a page number"),
        "a running head": _("a running head"),
    }
    return reasons.get(reason, reason)
