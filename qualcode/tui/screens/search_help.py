"""The language of searches in short, with examples; shown by the help of the search screen."""

from __future__ import annotations

from textual.content import Content

from qualcode.i18n import _

_WIDE = 34


def search_help() -> Content:
    """Return the page about the language of searches."""
    examples = [
        ("yrkesroll*   *möte", _("letters left open")),
        ("socialt nätverk", _("words that follow each other")),
        ("a | b", _("either")),
        ("lemma:samordna", _("every inflection, and every compound with it")),
        ("del:möte   del:möte/huvud", _("only compounds; only as the last part")),
        ("a NÄRA/5 b   a NÄRA/mening b", _("at most five words apart; in one sentence")),
        ("a OCH b   a INTE b", _("both, or one without the other, in a turn")),
        (r"/hand\w+e/", _("a regular expression")),
        ("talare:IP3   roll:respondent", _("in somebody's turns")),
        ("slag:fältanteckning   källa:intervju*", _("in some sources")),
        ("fall:Vera   fall.kontor:Berga", _("of a case, of cases with an attribute")),
        ("kod:lyssna   -kod:lyssna   okodad", _("with a code, without it, without any")),
        ("negerad:ja   negerad:nej", _("negated in its clause or not")),
    ]
    lines = [Content(_("The language of searches")).stylize("bold $accent")]
    for query, about in examples:
        lines.append(Content.assemble((f"  {query:<{_WIDE + 4}} ", "$accent"), about))
    lines.append(
        Content("  " + _("English words do as well: NEAR, AND, NOT, speaker:, code:, uncoded. More in docs/search.md."))
    )
    return Content("\n").join(lines)
