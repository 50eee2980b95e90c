"""Pictures as PNG, drawn by Typst with the fonts that come with it: the same bytes on every machine."""

from __future__ import annotations

import tempfile
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.i18n import _

DPI = 200


def png(svg: str, *, dpi: int = DPI) -> bytes:
    """Return an SVG as PNG, at so many dots an inch (96 pixels of the SVG are an inch).

    Raises QualcodeError when Typst is not installed or cannot draw it.
    """
    try:
        import typst
    except ImportError as error:
        raise QualcodeError(
            _("PNG pictures need typst, which is not installed."), _("Install it with: pip install typst")
        ) from error
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        (Path(folder) / "picture.svg").write_text(svg, encoding="utf-8")
        page = Path(folder) / "page.typ"
        page.write_text(
            '#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("picture.svg")', encoding="utf-8"
        )
        try:
            data = typst.compile(str(page), root=folder, format="png", ppi=dpi, ignore_system_fonts=True)
        except (typst.TypstError, RuntimeError) as error:
            raise QualcodeError(
                _("the picture cannot be drawn: {problem}").format(problem=str(error).splitlines()[0][:200]),
                _("Ask for it as svg."),
            ) from error
    assert isinstance(data, bytes)
    return data
