"""The paragraph styles of printed reports: few, and named in Swedish so that an agency's can take their place."""

from __future__ import annotations

from dataclasses import dataclass, replace

FONT = "Calibri"
INK, QUIET, ACCENT, LINE, SHADE = "1C1F23", "4D5661", "1D4F73", "B9C0C8", "EEF2F5"
PAGE_MM = (210, 297)  # A4
MARGIN_MM = (25, 25, 25, 25)  # top, right, bottom, left
TEXT_WIDTH_MM = PAGE_MM[0] - MARGIN_MM[1] - MARGIN_MM[3]


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; sizes and spaces in points, indents in millimetres.

    ``name`` is what templates and notes call it, ``word`` the name in our own
    Word file where that is another one: Word keeps its built-in styles under
    English names whatever language it shows, and a style of our own that is
    called as it shows one (Citat for Quote) would get in its way.  ``also`` are
    other names under which an agency's template may hold the same style,
    ``ours`` whether it is one of the styles that a missing-styles note lists.
    """

    name: str
    id: str
    also: tuple[str, ...] = ()
    based_on: str = "Normal"
    size: float = 0
    bold: bool = False
    italic: bool = False
    colour: str = ""
    before: float = 0
    after: float = 0
    line: float = 0
    left: float = 0
    right: float = 0
    hanging: float = 0
    bar: bool = False  # a line along the left side
    keep_next: bool = False
    outline: int | None = None
    ours: bool = True
    word: str = ""

    @property
    def built_in(self) -> bool:
        """Whether Word has the style by itself."""
        return bool(self.word) or not self.ours or self.outline is not None


def _heading(name: str, identifier: str, also: str, size: float, *, before: float, after: float, outline: int) -> Style:
    return Style(
        name,
        identifier,
        (also,),
        size=size,
        bold=True,
        colour=ACCENT,
        before=before,
        after=after,
        line=1.1,
        keep_next=True,
        outline=outline if outline >= 0 else None,
        ours=outline >= 0,
    )


STYLES = (
    Style("Normal", "Normal", based_on="", size=10.5, colour=INK, line=1.2, ours=False),
    _heading("Title", "Title", "Rubrik", 24, before=0, after=14, outline=-1),
    _heading("heading 1", "Heading1", "Rubrik 1", 17, before=24, after=7, outline=0),
    _heading("heading 2", "Heading2", "Rubrik 2", 13.5, before=18, after=5, outline=1),
    _heading("heading 3", "Heading3", "Rubrik 3", 11.5, before=14, after=3, outline=2),
    # Only inside an appendix, where everything stands one level lower.
    replace(_heading("heading 4", "Heading4", "Rubrik 4", 10.5, before=12, after=2, outline=3), ours=False),
    Style("Brödtext", "Brodtext", ("Body Text",), after=6, word="Body Text"),
    Style("Citat", "Citat", ("Quote",), before=4, after=4, left=8, right=8, bar=True, word="Quote"),
    Style("Källa", "Kalla", size=9, colour=QUIET, before=2, after=8, line=1.1),
    Style("Meningsenhet", "Meningsenhet", size=9.5, before=2, after=2, line=1.1),
    Style("Kondensering", "Kondensering", size=9.5, before=2, after=2, line=1.1),
    Style("Tabellrubrik", "Tabellrubrik", ("caption",), size=10, bold=True, before=12, after=4, keep_next=True),
    Style("Tabelltext", "Tabelltext", size=9.5, before=2, after=2, line=1.1),
    Style("Anteckning", "Anteckning", size=9, colour=QUIET, after=5),
    Style("List Paragraph", "Liststycke", ("Liststycke",), based_on="Brodtext", after=3, ours=False),
    _heading("TOC Heading", "TOCHeading", "Innehållsförteckningsrubrik", 13.5, before=12, after=6, outline=-1),
    Style("toc 1", "TOC1", ("Innehåll 1",), after=3, ours=False),
    Style("toc 2", "TOC2", ("Innehåll 2",), after=2, left=6, ours=False),
    Style("footnote text", "FootnoteText", ("Fotnotstext",), size=9, after=2, line=1.1, ours=False),
    Style("footer", "Footer", ("Sidfot",), size=9, colour=QUIET, ours=False),
)

SWEDISH = {"heading 1": "Rubrik 1", "heading 2": "Rubrik 2", "heading 3": "Rubrik 3"}


def twips(mm: float) -> int:
    """Return millimetres as twentieths of a point."""
    return round(mm * 1440 / 25.4)


def word_style(style: Style) -> str:
    """Return a style as WordprocessingML."""
    ppr, rpr = [], []
    if style.keep_next:
        ppr.append("<w:keepNext/><w:keepLines/>")
    if style.bar:
        ppr.append(f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{LINE}"/></w:pBdr>')
    if style.before or style.after or style.line:
        line = f' w:line="{round(style.line * 240)}" w:lineRule="auto"' if style.line else ""
        ppr.append(f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}"{line}/>')
    if style.left or style.right or style.hanging:
        ppr.append(
            f'<w:ind w:left="{twips(style.left)}" w:right="{twips(style.right)}" w:hanging="{twips(style.hanging)}"/>'
        )
    if style.name == "footer":
        ppr.append('<w:jc w:val="center"/>')
    if style.outline is not None:
        ppr.append(f'<w:outlineLvl w:val="{style.outline}"/>')
    rpr += ["<w:b/>"] * style.bold + ["<w:i/>"] * style.italic
    if style.colour:
        rpr.append(f'<w:color w:val="{style.colour}"/>')
    if style.size:
        rpr.append(f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/>')
    default = ' w:default="1"' if style.name == "Normal" else ""
    custom = "" if style.built_in else ' w:customStyle="1"'
    based = f'<w:basedOn w:val="{style.based_on}"/>' if style.based_on else ""
    name = style.word or style.name
    following = '<w:next w:val="Brodtext"/>' if style.outline is not None else ""
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{style.id}"><w:name w:val="{name}"/>'
        f"{based}{following}<w:qFormat/><w:pPr>{''.join(ppr)}</w:pPr><w:rPr>{''.join(rpr)}</w:rPr></w:style>"
    )


def table_style() -> str:
    """Return the tables' style as WordprocessingML: thin rules, a shaded header row."""
    cells = "".join(
        f'<w:{side} w:w="{w}" w:type="dxa"/>' for side, w in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85))
    )
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    strong = f'w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"'
    return (
        '<w:style w:type="table" w:styleId="Table"><w:name w:val="Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders><w:top {strong}/><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders>"
        f"<w:tblCellMar>{cells}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders><w:bottom {strong}/></w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def note_mark_style() -> str:
    """Return the style of the marks of footnotes as WordprocessingML."""
    return (
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )


def character_styles() -> str:
    """Return the other styles that Word wants: default font, links, plain table."""
    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:color w:val="{ACCENT}"/></w:rPr></w:style>'
        + note_mark_style()
        + '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )
