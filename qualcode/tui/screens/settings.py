"""The settings: how the screens look on this desk, and what holds for the whole project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qualcode.core.settings import edit_project
from qualcode.i18n import LANGUAGES, _, get_language, set_language
from qualcode.tui.keys import key_file
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.place import Place
from qualcode.tui.themes import NAMES
from qualcode.tui.widgets.fields import Choice, Field
from qualcode.tui.widgets.page import MEASURES

if TYPE_CHECKING:
    from qualcode.tui.app import QualcodeApp

_SMALLEST, _LARGEST = 2, 100
_TONGUES = {"sv": "svenska", "en": "English"}


def _theme_names() -> Mapping[str, str]:
    return dict(zip(NAMES, (_("dark"), _("light"), _("high contrast")), strict=True))


def ask_settings(app: QualcodeApp) -> None:
    """Show the settings in a form, and apply what is changed."""
    desk, project = app.desk, app.project
    side = {"": _("as the width allows"), "yes": _("always"), "no": _("never")}
    fields = [
        Field("theme", _("colours"), app.theme, tuple(Choice(k, v) for k, v in _theme_names().items())),
        Field(
            "measure",
            _("line length"),
            str(desk.measure),
            tuple(Choice(str(n), _("at most {n} characters").format(n=n)) for n in MEASURES),
        ),
        Field("side", _("side panel"), _side_of(desk.side), tuple(Choice(k, v) for k, v in side.items())),
        Field("language", _("language"), get_language(), tuple(Choice(n, _TONGUES[n]) for n in LANGUAGES)),
        Field("title", _("project's title"), project.title),
        Field(
            "material",
            _("texts' language"),
            project.language,
            tuple(Choice(n, _TONGUES[n]) for n in LANGUAGES),
        ),
        Field("least_cell", _("small cells are below"), str(project.least_cell)),
    ]
    form = FormScreen(
        _("Settings"), fields, quote=_("Keys of your own: {file}").format(file=key_file()), check=_problem
    )
    app.push_screen(form, lambda changed: _apply(app, changed))


def _side_of(side: bool | None) -> str:
    return "" if side is None else "yes" if side else "no"


def _problem(changed: Mapping[str, str]) -> str:
    cell = changed.get("least_cell")
    if cell is not None and not (cell.isdigit() and _SMALLEST <= int(cell) <= _LARGEST):
        return _("small cells: a number from {low} to {high}").format(low=_SMALLEST, high=_LARGEST)
    return _("a project needs a title") if changed.get("title") == "" else ""


def _apply(app: QualcodeApp, changed: Mapping[str, str] | None) -> None:
    if not changed:
        return
    desk, project = app.desk, app.project
    if "theme" in changed:
        app.theme = desk.theme = changed["theme"]
    if "measure" in changed:
        desk.measure = int(changed["measure"])
    if "side" in changed:
        desk.side = {"": None, "yes": True, "no": False}[changed["side"]]
    if "language" in changed:
        desk.language = changed["language"]
        set_language(desk.language)
    of_project = {"title", "material", "least_cell"} & changed.keys()
    place = app.screen
    if of_project and isinstance(place, Place):
        cell = changed.get("least_cell")
        place.change(
            edit_project(
                project.id,
                title=changed.get("title"),
                language=changed.get("material"),
                least_cell=int(cell) if cell else None,
            )
        )
    app.show_anew()
