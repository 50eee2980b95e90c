"""Scenes, printed from a project."""

from __future__ import annotations

from qualcode.authoring.printable.kind import Kind, Option, Request
from qualcode.checking import scene_place, scene_problem
from qualcode.core.scenes import KINDS, Scene, SceneSegment
from qualcode.i18n import _, speaking
from qualcode.report.model import Place, ScenesReport
from qualcode.report.scenes import scenes_report
from qualcode.wording import scene_kind


def kind() -> Kind:
    """Return the report ``scenes``."""
    return Kind(
        "scenes",
        _("scenes"),
        _("Print the scenes: lead-in, told scene, end, analysis with its codes, the places they rest on."),
        "qualcode report scenes --to pdf -o scener.pdf --key ~/nyckel.csv\n"
        "qualcode report scenes --scene 2 --checks --cast -o scen2.docx",
        _make,
        (
            Option("scene", _("only the scenes"), _("Only this scene; can be repeated."), of="scene", many=True),
            Option(
                "kind",
                _("only the kind"),
                _("Only scenes, excerpts or vignettes."),
                choices=tuple((name, scene_kind(name)) for name in KINDS),
            ),
            Option("no-analysis", _("without analysis"), _("Leave the analysis and its codes out."), flag=True),
            Option("no-places", _("without places"), _("Leave out the places that scenes rest on."), flag=True),
            Option("cast", _("with the cast"), _("List event, setting, length and cast under the heading."), flag=True),
            Option(
                "fidelity", _("with fidelity"), _("Tell of each block how near it stays to its passages."), flag=True
            ),
            Option("checks", _("with checks"), _("Print what the checks of each scene found."), flag=True),
        ),
    )


def _make(request: Request) -> ScenesReport:
    project = request.project
    scenes = _chosen(request)
    sources = {source.id: source for source in project.sources()}
    places: dict[SceneSegment, Place] = {}
    for segment in (s for scene in scenes for block in scene.blocks for s in block.segments):
        span = project.place_of(segment)
        if span is not None:
            source = sources[segment.source]
            places[segment] = Place(source.handle, *project.line_map(source).lines(*span))
    parts = [name for name in ("analysis", "places") if not request.flag(f"no-{name}")]
    parts += [name for name in ("cast", "fidelity", "checks") if request.flag(name)]
    return scenes_report(
        scenes,
        project.codebook(),
        project.cases(),
        language=request.language,
        method=request.method(),
        places=places,
        title=request.title,
        pseudonyms=request.public,
        parts=parts,
        problems={scene.id: _problems(request, scene) for scene in scenes} if request.flag("checks") else None,
    )


def _chosen(request: Request) -> list[Scene]:
    project = request.project
    scenes, kind_wanted = project.scenes(), request.text("kind")
    if named := request.many("scene"):
        wanted = {project.scene(ref).id for ref in named}
        scenes = [scene for scene in scenes if scene.id in wanted]
    return [scene for scene in scenes if not kind_wanted or scene.kind == kind_wanted]


def _problems(request: Request, scene: Scene) -> list[str]:
    with speaking(request.language):
        return [f"{scene_place(scene, p)}: {scene_problem(p)}" for p in request.project.check_scene(scene)]
