"""The settings: how the screens look on this desk, and what holds for the whole project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qualcode.core.settings import edit_project
from qualcode.i18n import LANGUAGES, _, get_language, set_language
from qualcode.tui.colours import OF_CODEBOOK, SAFE
from qualcode.tui.keys import key_file
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.place import Place
from qualcode.tui.settings_file import ALWAYS, AUTO, NEVER, settings_file
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
    look, project = app.look, app.project
    side = {AUTO: _("as the width allows"), ALWAYS: _("always"), NEVER: _("never")}
    fields = [
        Field("theme", _("colours"), app.theme, tuple(Choice(k, v) for k, v in _theme_names().items())),
        Field(
            "code_colours",
            _("colours of codes"),
            look.code_colours,
            (
                Choice(OF_CODEBOOK, _("those of the codebook")),
                Choice(SAFE, _("told apart with any colour vision")),
            ),
        ),
        Field(
            "measure",
            _("line length"),
            str(look.line_length),
            tuple(Choice(str(n), _("at most {n} characters").format(n=n)) for n in MEASURES),
        ),
        Field("side_panel", _("side panel"), look.side_panel, tuple(Choice(k, v) for k, v in side.items())),
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
    quote = "\n".join(
        (
            _("Keys of your own: {file}").format(file=key_file()),
            _("Settings for all projects: {file}").format(file=settings_file()),
        )
    )
    form = FormScreen(_("Settings"), fields, quote=quote, check=_problem)
    app.push_screen(form, lambda changed: _apply(app, changed))


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
    if "code_colours" in changed:
        desk.code_colours = changed["code_colours"]
    if "measure" in changed:
        desk.measure = int(changed["measure"])
    if "side_panel" in changed:
        desk.side_panel = changed["side_panel"]
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
