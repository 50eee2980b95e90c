"""Whose codings a report counts: every one's, one coder's, the coders' own, or those that were decided together."""

from __future__ import annotations

from qualcode.authoring.printable.kind import Option, Request
from qualcode.authoring.tabulating import Selection
from qualcode.i18n import _
from qualcode.report.wording import Wording


def layer_options() -> tuple[Option, Option]:
    """Return the options that choose a layer of codings and a coder."""
    return (
        Option(
            "layer",
            _("layer"),
            _("Only coders, for the coders' own; consensus, for what was decided; or a round, for its consensus."),
        ),
        Option("coder", _("coder"), _("Only this coder's codings."), of="coder"),
    )


def layer_chosen(request: Request) -> Selection:
    """Return a selection of the layer and coder that were chosen; raises NotFound for a name that there is not."""
    project, layer = request.project, request.text("layer")
    if layer:
        project.in_layer((), layer)
    return Selection(coder=request.thing("coder", project.person), layer=layer, language=request.language)


def layer_words(request: Request) -> tuple[str, ...]:
    """Return what was chosen in words for the method, coders as reports name them."""
    _ = Wording(request.language).gettext
    layer, words = request.text("layer"), []
    if layer == "coders":
        words.append(_("the coders' own codings"))
    elif layer == "consensus":
        words.append(_("what was decided together"))
    elif layer:
        words.append(_("what was decided in {round}").format(round=request.public.apply(layer)))
    if request.text("coder"):
        words.append(_("the codings of one coder"))
    return tuple(words)
