"""Axes and facets, made and changed in the codebook screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import OptionList, TextArea

from qualcode.core.codebook import Facet, FacetValue
from qualcode.core.codings import add_coding
from qualcode.project import Project
from qualcode.tui.screens.axes import AxesScreen, read_values, values_text
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.widgets.fields import Form
from tests.tui.conftest import Open

names = st.text(st.characters(categories=["Ll"]), min_size=1, max_size=8)


@given(st.lists(st.tuples(names, names, names), min_size=1, max_size=5, unique_by=lambda v: v[0]))
def test_values_are_read_as_they_were_written(rows: list[tuple[str, str, str]]) -> None:
    values = tuple(FacetValue(h, sv, en, str(n)) for n, (h, sv, en) in enumerate(rows))
    assert read_values(values_text(Facet("f", "f", "f", values=values))) == values


def test_a_value_without_a_handle_gets_one() -> None:
    assert read_values("bör vara | ought (b)") == (FacetValue("bor-vara", "bör vara", "ought", "b"),)


async def test_an_axis_is_made_with_pairs_and_taken_away(opened: Open, study: Project) -> None:
    async with opened("codebook") as (app, pilot):
        await pilot.press("A", "n")
        form = app.screen.query_one(Form)
        form.control("name_sv").value = "Norm"  # type: ignore[union-attr]
        area = form.control("pairs")
        assert isinstance(area, TextArea)
        area.text = "lyssna – regler"
        await pilot.press("escape")
        await pilot.pause()
        axis = next(a for a in study.codebook().axes if a.name_sv == "Norm")
        assert axis.handle == "norm"
        assert axis.pairs == ((study.code("lyssna").id, study.code("regler").id),)
        assert isinstance(app.screen, AxesScreen)
        listing = app.screen.query_one(OptionList)
        listing.highlighted = listing.get_option_index(axis.id)
        app.screen.action_take_away()
        assert axis.id not in {a.id for a in study.codebook().axes}
        app.action_undo()
        assert axis.id in {a.id for a in study.codebook().axes}


async def test_a_pair_of_unknown_codes_is_not_kept(opened: Open, study: Project) -> None:
    async with opened("codebook") as (app, pilot):
        before = study.codebook().axes
        await pilot.press("A", "n")
        form = app.screen.query_one(Form)
        form.control("name_sv").value = "Norm"  # type: ignore[union-attr]
        form.control("pairs").text = "lyssna – finns-inte"  # type: ignore[union-attr]
        await pilot.press("escape")
        assert isinstance(app.screen, FormScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert study.codebook().axes == before


async def test_a_facet_is_made_and_keeps_values_that_codings_carry(opened: Open, study: Project) -> None:
    async with opened("codebook") as (app, pilot):
        await pilot.press("A", "f")
        form = app.screen.query_one(Form)
        form.control("name_sv").value = "Röst"  # type: ignore[union-attr]
        form.control("values").text = "om sig själv | self (s)\nom andra | others (a)"  # type: ignore[union-attr]
        await pilot.press("escape")
        await pilot.pause()
        facet = next(f for f in study.codebook().facets if f.name_sv == "Röst")
        assert [(v.handle, v.key) for v in facet.values] == [("om-sig-sjalv", "s"), ("om-andra", "a")]
        source = study.sources()[0]
        study.apply(
            add_coding(
                source.id,
                study.code("lyssna").id,
                revision=source.text,
                start=0,
                end=4,
                facets={facet.handle: "om-andra"},
            )
        )
        assert isinstance(app.screen, AxesScreen)
        assert "om-andra" in app.screen._values_problem(facet, "om-sig-sjalv: om sig själv (s)")
        assert app.screen._values_problem(facet, values_text(facet)) == ""
