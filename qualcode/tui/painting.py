"""Whether this Textual is the one whose painting is known from the inside."""

from __future__ import annotations

from functools import cache

import textual

#: The version whose private parts are overridden, the same that pyproject pins.
KNOWN = "8.2.8"


@cache
def is_known() -> bool:
    """Tell whether the app may paint in ways of its own; with another Textual it paints as that does, slower."""
    return textual.__version__ == KNOWN
