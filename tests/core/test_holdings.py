from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.holdings import Holdings

EVENTS = st.frozensets(st.tuples(st.sampled_from("ab"), st.integers(1, 12)), max_size=20)


def _of(events: frozenset[tuple[str, int]]) -> Holdings:
    return Holdings.of(sorted((s, n, f"{s}{n}") for s, n in events))


@given(EVENTS)
def test_a_set_has_what_it_was_made_of(events: frozenset[tuple[str, int]]) -> None:
    held = Holdings.from_data(_of(events).as_data())
    assert {(s, n) for s in "ab" for n in range(14) if held.has(s, n, f"{s}{n}")} == events


@given(EVENTS, EVENTS)
def test_a_union_has_both_and_holds_both(one: frozenset[tuple[str, int]], other: frozenset[tuple[str, int]]) -> None:
    both = _of(one).joined(_of(other))
    assert {(s, n) for s in "ab" for n in range(14) if both.has(s, n, f"{s}{n}")} == one | other
    assert _of(one).within(both)
    assert _of(one).within(_of(other)) == (one <= other)


def test_a_session_that_forked_is_named_event_by_event() -> None:
    held = Holdings.of([("a", 1, "x"), ("a", 2, "y"), ("a", 2, "z")])
    assert held.has("a", 2, "y")
    assert not held.has("a", 2, "w")
    assert Holdings.from_data(held.as_data()) == held
