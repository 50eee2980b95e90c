"""The Swedish lexicon, loaded once for all tests of the language package."""

from __future__ import annotations

import pytest

from qualcode.language.words import lexicon


@pytest.fixture(scope="session")
def swedish():
    return lexicon("sv")
