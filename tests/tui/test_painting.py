"""What is painted, and what need not be: the screen is the same as without sparing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.strip import Strip

from qualcode.core.codings import add_coding
from qualcode.project import Project
from qualcode.tui.ahead import Ahead
from qualcode.tui.app import QualcodeApp
from qualcode.tui.compositor import FrontCompositor
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.stylesheet import KeptStylesheet
from qualcode.tui.themes import NAMES
from qualcode.tui.widgets.rail import Rail

Open = Callable[..., AbstractAsyncContextManager[tuple[QualcodeApp, Pilot[None]]]]


def _lines(app: QualcodeApp, render: Callable[..., object]) -> list[str]:
    compositor = app.screen._compositor
    chops = render(compositor, compositor.size.region, lambda _y: True)
    return [Strip.join(line.values()).render(app.console) for line in chops]  # type: ignore[attr-defined]


async def test_every_screen_is_put_together_as_textual_would(opened: Open) -> None:
    async with opened("reading") as (app, pilot):
        for place in ("reading", "codebook", "overview", "search", "compare"):
            await app.action_show(place)
            await pilot.pause(0.1)
            assert isinstance(app.screen._compositor, FrontCompositor)
            assert _lines(app, FrontCompositor._render_chops) == _lines(app, Compositor._render_chops)


async def test_rows_kept_as_painted_are_those_that_would_be_painted_now(opened: Open) -> None:
    async with opened("reading") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        view = screen.view

        def picture() -> list[str]:
            return [view.render_line(y).render(app.console) for y in range(view.size.height)]

        deeds: list[Callable[[], object]] = [
            lambda: view.step("word", 1),
            lambda: view.select_unit("sentence"),
            lambda: screen.put_codes([next(iter(screen.book.by_id))]),
            lambda: view.set_pinned(screen.book.by_id),
            screen.action_remove,
            lambda: view.step_row(2, extend=True),
            view.clear_selection,
            lambda: view.set_matches([(3, 9)]),
            screen.action_fold,
            screen.action_clean,
            app.action_next_theme,
            app.action_undo,
        ]
        for deed in deeds:
            deed()
            await pilot.pause()
            kept = picture()
            assert view._page is not None
            view._page.forget_all()
            assert picture() == kept


async def test_styles_parsed_once_are_those_of_a_fresh_parse_in_each_theme(opened: Open) -> None:
    async with opened("overview") as (app, pilot):
        for _theme in NAMES:
            app.action_next_theme()
            await pilot.pause()
            assert isinstance(app.stylesheet, KeptStylesheet)
            fresh = Stylesheet(variables=app.get_css_variables())
            fresh.source = app.stylesheet.source.copy()
            fresh.parse()
            both = [
                [(r.selectors, repr(r.styles.get_rules())) for r in sheet.rules] for sheet in (app.stylesheet, fresh)
            ]
            assert both[0] == both[1]


async def test_a_scroll_bar_is_painted_again_when_it_moves_or_changes_its_colours(opened: Open) -> None:
    async with opened("reading") as (app, pilot):
        bar = app.screen.view.vertical_scrollbar  # type: ignore[attr-defined]
        assert isinstance(bar, Rail)
        bar.window_virtual_size, bar.window_size, bar.position = 100_000, 40, 0
        bar.refresh()
        await pilot.pause()
        bar._repaint_regions.clear()
        bar.position = 3
        assert not bar._repaint_regions
        bar.position = 60_000
        assert bar._repaint_regions
        await pilot.pause()
        bar._repaint_regions.clear()
        bar.mouse_over = True
        assert bar._repaint_regions


async def test_a_source_is_read_ahead_and_read_anew_when_something_changed_meanwhile(
    opened: Open, project: Project
) -> None:
    source = project.sources()[0]
    ahead = Ahead(project, source.id)
    found = ahead.take(project, source.id)
    assert found is not None
    assert found.text == project.text(source)
    assert list(found.marks) == list(project.marks(source))
    assert ahead.take(project, "another") is None
    async with opened("reading") as (app, pilot):
        later = Ahead(project, source.id)
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.put_codes([next(iter(screen.book.by_id))])
        await pilot.pause()
        assert later.take(project, source.id) is None


def test_marks_are_read_with_ids_of_any_length(study: Project) -> None:
    source, code = study.sources()[0], study.codebook().standing[0].id
    for n in range(3):
        study.apply(add_coding(source.id, code, revision=source.text, start=n, end=9))
    before = list(study.marks(source))
    study.db.execute("UPDATE coding_row SET id = 'k1' WHERE id = ?", (before[0].id,))
    study.forget()
    assert [m.id for m in study.marks(source)] == ["k1", *(m.id for m in before[1:])]
    assert [m[1:] for m in study.marks(source)] == [m[1:] for m in before]


async def test_the_cursor_rests_when_the_focus_leaves_the_text_and_wakes_when_it_comes_back(opened: Open) -> None:
    async with opened("reading") as (app, pilot):
        view = app.screen.view  # type: ignore[attr-defined]
        for has_focus in (True, False, True):
            assert view.has_focus is has_focus
            assert view._page.focused is has_focus
            await pilot.press("tab" if has_focus else "shift+tab")
