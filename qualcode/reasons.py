"""Why something was found or changed, in the reader's language; findings, edits and the log keep reasons in English."""

from __future__ import annotations

from qualcode.core.texts import Edit
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
        "pseudonym": _("name replaced"),
    }
    return names.get(rule, rule)


def repair_reason(reason: str) -> str:
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


def repair_why(edit: Edit) -> str:
    """Return the rule of an edit with its reason, ``word broken at a line end: the lexicon has the word``."""
    reason = repair_reason(edit.reason)
    return f"{rule_name(edit.rule)}: {reason}" if reason else rule_name(edit.rule)


def personal_kind(kind: str) -> str:
    """Word the kind of a finding of personal data; the kind itself when it is unknown."""
    kinds = {
        "person": _("person"),
        "place": _("place"),
        "organisation": _("organisation"),
        "name": _("perhaps a name"),
        "personnummer": _("personal identity number"),
        "samordningsnummer": _("coordination number"),
        "organisationsnummer": _("organisation number"),
        "phone": _("telephone number"),
        "email": _("e-mail address"),
        "url": _("web address"),
        "diarienummer": _("registry number"),
        "address": _("street address"),
        "postcode": _("postcode"),
        "birth-date": _("date of birth"),
        "other": _("other"),
    }
    return kinds.get(kind, kind)


def personal_reason(reason: str) -> str:
    """Return why something was taken for personal data; the reason itself when it is unknown."""
    reasons = {
        # numbers
        "an e-mail address": _("an e-mail address"),
        "a web address": _("a web address"),
        "a registry number": _("a registry number"),
        "a personal identity number": _("a personal identity number"),
        "a coordination number": _("a coordination number"),
        "an organisation number": _("an organisation number"),
        "a telephone number": _("a telephone number"),
        "a street with a number, or a box": _("a street with a number, or a box"),
        "a postcode with a place": _("a postcode with a place"),
        "a date of birth": _("a date of birth"),
        "the shape of an identity number with a wrong check digit": _(
            "the shape of an identity number with a wrong check digit"
        ),
        "the shape of an organisation number with a wrong check digit": _(
            "the shape of an organisation number with a wrong check digit"
        ),
        # names
        "found elsewhere in the material": _("found elsewhere in the material"),
        "the name of a case": _("the name of a case"),
        "a known name in the name of a file": _("a known name in the name of a file"),
        "a known name in a compound": _("a known name in a compound"),
        "a known place": _("a known place"),
        "a known given name": _("a known given name"),
        "a known given name before a family name": _("a known given name before a family name"),
        "a known given name that is also a word": _("a known given name that is also a word"),
        "a known given name that is also a word, and speaks": _("a known given name that is also a word, and speaks"),
        "a known given name that is also a word, at the start of a sentence": _(
            "a known given name that is also a word, at the start of a sentence"
        ),
        "a known family name": _("a known family name"),
        "a known family name after a given name": _("a known family name after a given name"),
        "a known family name that is also a word": _("a known family name that is also a word"),
        "follows a name": _("follows a name"),
        "follows a name and ends like one": _("follows a name and ends like one"),
        "ends like a family name": _("ends like a family name"),
        "ends like an authority, a company or an association": _("ends like an authority, a company or an association"),
        "ends like a place, after a preposition": _("ends like a place, after a preposition"),
        "an unknown word where persons stand": _("an unknown word where persons stand"),
        "follows an initial": _("follows an initial"),
        "an unknown word before a comma": _("an unknown word before a comma"),
        "a capital that nothing explains": _("a capital that nothing explains"),
        "an unknown word at the start of a sentence": _("an unknown word at the start of a sentence"),
        "two unknown capitals in a row": _("two unknown capitals in a row"),
        "two unknown capitals in a row, after a preposition": _("two unknown capitals in a row, after a preposition"),
        "an initial before a name": _("an initial before a name"),
        "stands before a family name": _("stands before a family name"),
        "found elsewhere in the document": _("found elsewhere in the document"),
        "a trained model says so": _("a trained model says so"),
    }
    return reasons.get(reason, reason)


def negation_mark(negator: str) -> str:
    """Return the mark of what a word negates, ``¬ inte``; empty without one."""
    return f"¬ {negator}" if negator else ""
