"""Where the codebooks and the example corpus lie that come with qualcode."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import NotFound
from qualcode.i18n import _

_PACKAGE = Path(__file__).parents[1]


def shipped_codebooks() -> dict[str, Path]:
    """Return the shipped codebook files by name, in the order of the names.

    Raises NotFound when the installation lacks them.
    """
    return {path.stem: path for path in sorted(_place("codebooks").glob("*.yaml"))}


def example_corpus() -> Path:
    """Return the folder of the example corpus.

    Raises NotFound when the installation lacks it.
    """
    return _place("corpus")


def _place(name: str) -> Path:
    # A wheel carries the folders inside the package; a checkout has them beside it.
    for place in (_PACKAGE / "_shipped" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    message = _("The folder “{name}” is missing from this installation.").format(name=name)
    raise NotFound(message, _("Reinstall qualcode."))
