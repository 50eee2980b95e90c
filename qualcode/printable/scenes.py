"""Scenes, printed from a project."""

from __future__ import annotations

from qualcode.core.scenes import SceneSegment
from qualcode.i18n import _
from qualcode.printable.kind import Kind, Request
from qualcode.report.model import Place, ScenesReport
from qualcode.report.scenes import scenes_report


def kind() -> Kind:
    """Return the report ``scenes``."""
    return Kind(
        "scenes",
        _("scenes"),
        _("Print the scenes."),
        "qualcode report scenes --to pdf -o scener.pdf --key ~/nyckel.csv",
        _make,
    )


def _make(request: Request) -> ScenesReport:
    project = request.project
    sources = {source.id: source for source in project.sources()}
    places: dict[SceneSegment, Place] = {}
    for segment in (s for scene in project.scenes() for block in scene.blocks for s in block.segments):
        span = project.place_of(segment)
        if span is not None:
            source = sources[segment.source]
            places[segment] = Place(source.handle, *project.line_map(source).lines(*span))
    return scenes_report(
        project.scenes(),
        project.codebook(),
        project.cases(),
        language=request.language,
        method=request.method(),
        places=places,
        title=request.title,
        pseudonyms=request.public,
    )
