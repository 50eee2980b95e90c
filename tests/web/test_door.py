from __future__ import annotations

import pytest

from qualcode.web.door import MOST_WRONG, Door, is_loopback, new_key


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_right_secret_gives_a_cookie_that_is_known_from_then_on() -> None:
    door = Door("hemligt nog för alla")
    cookie = door.enter("hemligt nog för alla")
    assert door.knows(cookie)
    assert cookie != door.enter("hemligt nog för alla")


def test_a_wrong_secret_or_an_unknown_cookie_stays_outside() -> None:
    door = Door("rätt")
    assert door.enter("fel") is None
    assert not door.knows("påhittad")
    assert not door.knows(None)


def test_after_many_wrong_tries_the_door_stays_shut_a_while() -> None:
    clock = Clock()
    door = Door("rätt", clock=clock)
    for _ in range(MOST_WRONG):
        door.enter("fel")
    assert door.is_shut()
    assert door.enter("rätt") is None
    clock.now = 61
    assert door.enter("rätt") is not None


@pytest.mark.parametrize("host", ["127.0.0.1:8017", "localhost:8017", "[::1]:8017", "localhost"])
def test_this_machines_own_names_are_answered(host: str) -> None:
    assert Door("x").answers_to(host)


@pytest.mark.parametrize("host", ["elak.example:8017", "192.168.1.4:8017", "127.0.0.1.elak.example", "", None])
def test_a_foreign_name_is_not_answered_on_loopback(host: str | None) -> None:
    assert not Door("x").answers_to(host)


def test_a_page_connects_only_to_where_it_was_read_from() -> None:
    door = Door("x")
    assert door.same_page("http://127.0.0.1:8017", "127.0.0.1:8017")
    assert not door.same_page("http://elak.example", "127.0.0.1:8017")
    assert not door.same_page("null", "127.0.0.1:8017")
    assert not door.same_page(None, "127.0.0.1:8017")


def test_keys_differ_and_loopback_is_told_from_other_interfaces() -> None:
    assert new_key() != new_key()
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("example.org")
