"""Whose work a report counts: everyone's, one coder's, the coders' own codings, or what was decided together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qualcode.authoring.printable.kind import Option
from qualcode.core.counted import Counted
from qualcode.i18n import _
from qualcode.report.wording import Wording


def coder_option() -> Option:
    """Return the option that chooses a coder, for reports of work that each coder does alone."""
    return Option(
        "coder", _("coder"), _("Only this coder's codings, condensations, quotations and evidence."), of="coder"
    )


def layer_options() -> tuple[Option, Option]:
    """Return the options that choose a layer of codings and a coder, for reports that count codings."""
    return Option("layer", _("layer"), layer_help(), of="layer"), coder_option()


def layer_help() -> str:
    """Say which layers of codings there are to choose from."""
    return _(
        "Only coders, for the coders' own codings; consensus, for what was decided; a round, for its consensus; "
        "or settled, for what was decided and the coders' own that nothing was decided on."
    )


def layer_choices() -> tuple[tuple[str, str], ...]:
    """Return the layers that every project has, each with what it is called in a form."""
    return (
        ("coders", _("the coders' own")),
        ("consensus", _("what was decided")),
        ("settled", _("what was decided, else the coders' own")),
    )


def counted_words(counted: Counted, language: str, called: Mapping[str, str], round_name: Callable[[str], str]) -> str:
    """Word whose work a report counts; empty for all.

    ``called`` names coders as reports do, by id, and ``round_name`` gives a round's printed name.
    """
    _ = Wording(language).gettext
    words = {
        "": "",
        "coders": _("the coders' own codings"),
        "consensus": _("what was decided together"),
        "settled": _("what was decided together, and the coders' own codings that nothing was decided on"),
    }[counted.layer]
    if counted.round:
        words = _("what was decided in {round}").format(round=round_name(counted.round))
    if not counted.coder:
        return words
    by = _("the work of {coder}").format(coder=called.get(counted.coder, counted.coder))
    return f"{words}; {by}" if words else by
