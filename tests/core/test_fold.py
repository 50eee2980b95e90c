from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.core.fold import Step, fold_thing, forest, standing_code

CODES = [f"k{i}" for i in range(7)]
LINKS = st.dictionaries(
    st.sampled_from(CODES),
    st.tuples(st.one_of(st.none(), st.sampled_from(CODES)), st.integers(0, 99).map(lambda n: f"{n:04}")),
    min_size=1,
)


@given(LINKS)
def test_moves_made_apart_never_leave_a_loop(links: dict[str, tuple[str | None, str]]) -> None:
    tree = forest(links)
    for code in tree:
        seen, at = set(), code
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = tree[at]


@given(LINKS, st.randoms())
def test_which_link_gives_way_does_not_depend_on_order(links: dict[str, tuple[str | None, str]], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(links.items())
    random.shuffle(shuffled)
    assert forest(dict(shuffled)) == forest(links)


def test_a_loop_is_broken_at_its_newest_link() -> None:
    assert forest({"a": ("b", "0001"), "b": ("a", "0002"), "c": (None, "")}) == {"a": "b", "b": None, "c": None}


def test_codes_merged_in_a_circle_are_stood_for_by_one_of_them() -> None:
    circle = {"a": "b", "b": "c", "c": "b"}
    assert {standing_code(code, circle) for code in circle} == {"b"}


def _step(n: int, kind: str, **body: object) -> Step:
    return Step(f"e{n}", f"{n:016x}", "elin", "codebook", kind, body)


def test_a_removed_thing_stays_removed_whatever_is_changed_later() -> None:
    steps = [_step(1, "code.add", handle="a"), _step(2, "code.remove"), _step(3, "code.rename", name_sv="ny")]
    assert fold_thing("code", "x", steps) is None


def test_changes_of_different_fields_do_not_touch_each_other() -> None:
    steps = [
        _step(1, "code.add", handle="a", name_sv="a"),
        _step(2, "code.rename", name_sv="b"),
        _step(3, "code.define", definition="c"),
    ]
    state = fold_thing("code", "x", steps)
    assert state is not None
    assert state.fields == {"handle": "a", "name_sv": "b", "definition": "c"}


def test_a_redacted_body_leaves_the_rest_of_a_thing() -> None:
    steps = [_step(1, "memo.add", text="a", title="t"), Step("e2", "2" * 16, "elin", "own:elin", "memo.edit", None)]
    state = fold_thing("memo", "x", steps)
    assert state is not None
    assert state.fields["text"] == "a"
