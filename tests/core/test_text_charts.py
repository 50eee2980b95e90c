from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.text_charts import sparkline, text_bar


def test_bars_and_lines_are_drawn_to_scale() -> None:
    assert text_bar(0.5, 4) == "██  "
    assert text_bar(0.3125, 2) == "▋ "
    assert text_bar(1.7, 3) == "███"
    assert sparkline([0, 1, 4, 8]) == " ▂▅█"
    assert sparkline([]) == ""
    assert sparkline([0, 0]) == "  "


@given(st.floats(0, 1), st.integers(1, 40))
def test_a_bar_has_its_width(share: float, cells: int) -> None:
    assert len(text_bar(share, cells)) == cells
