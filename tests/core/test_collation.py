from __future__ import annotations

from qualcode.core.collation import collation_key


def test_swedish_letters_come_last_and_marks_do_not_count() -> None:
    words = ["öl", "zon", "ål", "ärlig", "Anna", "idé", "ide", "iden"]
    assert sorted(words, key=collation_key) == ["Anna", "idé", "ide", "iden", "zon", "ål", "ärlig", "öl"]
