"""What the review list finds: where names lie apart from other findings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.protection.reviewing import _gaps

SPANS = st.tuples(st.integers(0, 40), st.integers(0, 9)).map(lambda at: (at[0], at[0] + at[1]))


@given(st.lists(SPANS), SPANS)
def test_a_stretch_is_free_where_it_touches_no_other(spans: list[tuple[int, int]], place: tuple[int, int]) -> None:
    start, end = place
    assert _gaps(spans)(start, end) == all(end <= other or last <= start for other, last in spans)
