from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from qualcode.core.ids import new_id, stable_id


def test_ids_sort_in_the_order_in_which_they_were_made() -> None:
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(made)


def test_no_id_is_made_twice_when_several_threads_make_them() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _n: new_id(), range(20_000)))
    assert len(set(made)) == len(made)


def test_what_a_file_names_has_the_same_id_everywhere() -> None:
    assert stable_id("bok", "kod") == stable_id("bok", "kod") != stable_id("bo", "kkod")
    assert len(stable_id("bok")) == len(new_id()) == 20


def test_ids_sort_when_the_clock_is_set_back_a_little(monkeypatch: pytest.MonkeyPatch) -> None:
    first = new_id()
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now - 50_000_000)
    assert first < new_id() < new_id()
