"""The styles of a Word report: ours, or an agency's own by name, with ours where theirs lack one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.dom import minidom
from xml.parsers.expat import ExpatError

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.report.reference import FOLDER, packed
from qualcode.report.styles import STYLES, SWEDISH, Style, note_mark_style, table_style, word_style

_LIMIT_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class WordStyles:
    """A reference document for pandoc, the name that each of our styles has in it, and which it lacked."""

    reference: bytes
    names: Mapping[str, str]
    missing: tuple[str, ...] = ()


def own_styles() -> WordStyles:
    """Return the styles that come with qualcode."""
    data = (FOLDER / "reference.docx").read_bytes()
    return WordStyles(data, {style.name: style.word or style.name for style in STYLES})


def styles_of(path: Path) -> WordStyles:
    """Return the styles of a .docx or .dotx; those that it lacks are taken from ours and listed.

    A style is found by its Swedish name, in any case, or by the English name
    under which Word keeps a built-in one.  Raises QualcodeError when the file
    cannot be read as a Word document.
    """
    parts = _parts(path)
    text = parts["word/styles.xml"].decode("utf-8")
    held = paragraph_styles(text)
    by_folded = {name.casefold(): name for name in held}
    names, missing, added = {}, [], []
    base = next((sid for sid, default in held.values() if default), "Normal")
    taken = {sid for sid, _default in held.values()}
    for style in STYLES:
        found = next((by_folded[n.casefold()] for n in (style.name, *style.also) if n.casefold() in by_folded), None)
        names[style.name] = found or style.word or style.name
        if found is None and style.name != "Normal":
            added.append(_fitted(style, base, taken))
            if style.ours:
                missing.append(SWEDISH.get(style.name, style.name))
    if not re.search(r'<w:name w:val="Table"\s*/>', text):
        added.append(table_style().replace('<w:basedOn w:val="TableNormal"/>', ""))
    if "FootnoteReference" not in re.findall(r'w:styleId="([^"]*)"', text):
        added.append(note_mark_style())
    at = text.rfind("</w:styles>")
    if at < 0:
        raise _unreadable(path)
    parts["word/styles.xml"] = (text[:at] + "".join(added) + text[at:]).encode("utf-8")
    return WordStyles(packed(parts), names, tuple(missing))


def paragraph_styles(styles_xml: str) -> dict[str, tuple[str, bool]]:
    """Return the paragraph styles of a ``styles.xml``: name → (id, whether it is the default)."""
    out = {}
    # Parts with a document type are refused before this.
    for node in minidom.parseString(styles_xml.encode("utf-8")).getElementsByTagName("w:style"):  # noqa: S318
        names = node.getElementsByTagName("w:name")
        if names and node.getAttribute("w:type") == "paragraph":
            default = node.getAttribute("w:default") in ("1", "true", "on")
            out[names[0].getAttribute("w:val")] = (node.getAttribute("w:styleId"), default)
    return out


def _fitted(style: Style, base: str, taken: set[str]) -> str:
    """Return one of our styles as it can stand in another document: on its default style, with an id of its own."""
    xml = word_style(style)
    xml = re.sub(r'<w:basedOn w:val="[^"]+"/>', f'<w:basedOn w:val="{base}"/>', xml)
    xml = re.sub(r'<w:next w:val="[^"]+"/>', "", xml)
    if style.id in taken:
        xml = xml.replace(f'w:styleId="{style.id}"', f'w:styleId="{style.id}Qualcode"')
    return xml


def _unreadable(path: Path) -> QualcodeError:
    return QualcodeError(
        _("{file} cannot be read as a Word document.").format(file=path),
        _("Give a .docx or .dotx file that Word can open, saved without a password."),
    )


def _parts(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LIMIT_BYTES:
                raise _unreadable(path)
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
    except FileNotFoundError as error:
        raise QualcodeError(
            _("There is no file {file}.").format(file=path),
            _("Give the path of the .docx whose styles are to be used."),
        ) from error
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise _unreadable(path) from error
    if not {"word/document.xml", "word/styles.xml", "[Content_Types].xml"} <= parts.keys():
        raise _unreadable(path)
    for name, data in parts.items():
        # A document of Word's has no document type; one that has could unfold without end.
        if name.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
            raise _unreadable(path)
    try:
        paragraph_styles(parts["word/styles.xml"].decode("utf-8"))
        minidom.parseString(parts["word/document.xml"])  # noqa: S318 - no document type
    except (ExpatError, UnicodeDecodeError, ValueError) as error:
        raise _unreadable(path) from error
    return parts
