"""Closed values of quotations and their check in words, in whatever language is asked for."""

from __future__ import annotations

from collections.abc import Callable

Gettext = Callable[[str], str]


def verdict(value: str, _: Gettext) -> str:
    """Word what became of a quotation."""
    words = {
        "verbatim": _("verbatim"),
        "edited": _("edited as allowed"),
        "codebook": _("example in the codebook"),
        "short": _("too short to tell"),
        "altered": _("altered"),
        "speaker": _("another speaker"),
        "number": _("another number"),
        "missing": _("not found"),
    }
    return words.get(value, value)


def edit(value: str, _: Gettext) -> str:
    """Word an edit that is allowed."""
    words = {
        "elided": _("elision"),
        "bracket": _("words in brackets"),
        "fillers": _("fillers left out"),
        "punctuation": _("punctuation"),
    }
    return words.get(value, value)


def rework(value: str, _: Gettext) -> str:
    """Word what was done to some words of a quotation."""
    words = {
        "kept": _("kept"),
        "elided": _("elided"),
        "mask": _("masked"),
        "clarify": _("clarified"),
        "explain": _("explained"),
        "cut": _("left out"),
    }
    return words.get(value, value)


def mark(value: str, _: Gettext) -> str:
    """Word how a voice stands to those before it."""
    return {"agrees": _("agrees"), "nuances": _("nuances"), "contradicts": _("contradicts")}.get(value, "")


def state(value: str, _: Gettext) -> str:
    """Word what happened to the words beneath a quotation."""
    words = {
        "changed": _("the words beneath were corrected"),
        "lost": _("a part of its words is gone from the text"),
        "gone": _("its words are gone from the text"),
    }
    return words.get(value, "")
