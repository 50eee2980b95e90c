"""Pictures of a project as a part of an appendix: any of those that can be drawn, each with its description."""

from __future__ import annotations

from qualcode.authoring.picturing import PICTURES, Wish, picture, picture_title, told_persons
from qualcode.authoring.printable.kind import Kind, Option, Request
from qualcode.authoring.printable.layers import layer_options
from qualcode.authoring.printable.method import names_option
from qualcode.core.counted import ALL
from qualcode.core.tables import Rule
from qualcode.errors import Cancelled, NotFound, UsageProblem
from qualcode.i18n import _
from qualcode.report.figures import PicturesReport
from qualcode.report.pictures.values import Picture
from qualcode.report.wording import Wording


def kind() -> Kind:
    """Return the report ``pictures``."""
    return Kind(
        "pictures",
        _("pictures"),
        _("Print pictures, numbered and described: frequencies, maps, profile, timeline, progress, agreement."),
        "qualcode report pictures --picture timeline --picture progress -o bilder.docx",
        _make,
        (
            Option(
                "picture",
                _("pictures"),
                _("Only this picture; can be repeated. All that the material has something for unless told otherwise."),
                choices=tuple((name, picture_title(name)) for name in PICTURES),
                many=True,
            ),
            Option(
                "code", _("codes"), _("Only this code and what is under it; can be repeated."), of="code", many=True
            ),
            Option("by", _("attribute"), _("Group persons by this attribute.")),
            Option("axis", _("axis"), _("The axis whose profile is drawn.")),
            Option("series", _("series"), _("The document series of the timeline.")),
            Option("query", _("searches"), _("What the timeline counts; can be repeated."), many=True),
            names_option(),
            *layer_options(),
        ),
    )


def _make(request: Request) -> PicturesReport:
    wording = Wording(request.language)
    wanted = request.many("picture")
    drawn: list[Picture] = []
    if "agreement" in wanted and request.project.counted != ALL:
        raise UsageProblem(
            _("agreement compares all coders' own codings, not a layer or one coder's"),
            _("Leave the picture agreement out, or the layer and the coder."),
        )
    for name in wanted or PICTURES:
        if name == "agreement" and request.project.counted != ALL:
            continue
        if request.cancelled():
            raise Cancelled(_("Nothing was printed."))
        wish = _wish(request, name)
        try:
            made = picture(request.project, name, wish)
        except NotFound:
            # What the material has nothing for is left out, unless it was asked for.
            if wanted:
                raise
            continue
        request.cells.update(told_persons(request.project, name, wish))
        drawn.append(made)
    return PicturesReport(
        request.title or wording.gettext("Pictures"), request.language, request.method(), tuple(drawn)
    )


def _wish(request: Request, name: str) -> Wish:
    return Wish(
        codes=request.many("code"),
        by=request.text("by") if name in ("codes", "heat", "axis") else "",
        axis=request.text("axis"),
        series=request.text("series"),
        queries=request.many("query"),
        language=request.language,
        rule=Rule(small=request.least),
        coders=request.called(),
        printed=request.public.apply,
    )
