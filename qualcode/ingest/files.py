"""Files as they come: their bytes, their encoding, and the text in them."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.core.texts import normalise
from qualcode.errors import SourceRejected
from qualcode.i18n import _

FORMATS = {".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".docx": "docx"}
MAX_BYTES = 50_000_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: The encodings that Swedish files without a byte-order mark are found in, besides UTF-8.
LIKELY_ENCODINGS = ("cp1252", "iso-8859-1", "iso-8859-15", "mac-roman", "utf-16-le", "utf-16-be")
_SIGNATURES = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"RIFF",
    b"\x1f\x8b",
    b"SQLite format 3",
)
_SWEDISH = frozenset("åäöÅÄÖéÉ")
# Letters and signs that a Swedish transcript may well hold besides ASCII.
_EXPECTED = _SWEDISH | frozenset("”“’‘–—…•´°§½²³€£«»ü·×\u00a0\u00adèàæøÆØÜ")

# Control characters that no text holds; separators and next-line are let through.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: its text, its bytes, and how the one came out of the other.

    Line 1 of ``base`` is line ``first_line`` of the file (later than 1 when front
    matter stands before it).  ``apparatus`` holds matter that is not running text,
    such as a Word file's footnotes: each a mapping with ``kind``, ``mark``, ``text``
    and ``line``.  ``notes`` say in words what the reader should know.
    """

    base: str
    original: bytes
    format: str
    encoding: str
    front_matter: dict[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    first_line: int = 1
    apparatus: tuple[dict[str, object], ...] = ()


def read_file(path: str | Path, *, encoding: str | None = None, max_bytes: int = MAX_BYTES) -> Reading:
    """Read a ``.txt``, ``.md`` or ``.docx`` file.

    ``encoding`` overrides the detection for text files.  Raises SourceRejected when the file is
    missing, a folder, unreadable, huge, empty, binary, of an unknown kind or not in the encoding.
    """
    path = Path(path)
    kind = FORMATS.get(path.suffix.lower())
    data = read_original(path, max_bytes)
    if kind is None:
        raise SourceRejected(
            _("{file}: a file of this kind cannot be read.").format(file=path.name),
            _("Save it as .txt, .md or .docx."),
        )
    return read_bytes(data, kind, path.name, encoding=encoding)


def read_bytes(data: bytes, kind: str, name: str, *, encoding: str | None = None) -> Reading:
    """Read the content of a file whose format (one of the values of :data:`FORMATS`) is known.

    ``name`` is used in messages.  Raises SourceRejected as :func:`read_file` does.
    """
    if kind == "docx":
        from qualcode.ingest.docx import read_docx

        document = read_docx(data, name)
        base = normalise(document.text)
        _refuse_empty(base, name)
        return Reading(base, data, kind, "xml", notes=document.notes, apparatus=document.apparatus)
    text, used, notes = decode(data, name, encoding=encoding)
    matter: dict[str, object] = {}
    first_line = 1
    base = normalise(text)
    if kind == "md":
        from qualcode.ingest.front_matter import split_front_matter

        matter, base, first_line = split_front_matter(base, name)
    _refuse_empty(base, name)
    return Reading(base, data, kind, used, matter, notes, first_line)


def decode(data: bytes, name: str, *, encoding: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    """Return the text of some bytes, the encoding used, and notes for the reader.

    The order is: the encoding asked for, a byte-order mark, strict UTF-8, then chardet among
    the likely ones.  Raises SourceRejected when none of them will do.
    """
    if encoding is not None:
        return _decode_as(data, name, encoding)
    if data.startswith(_SIGNATURES):
        raise _binary(name)
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _strictly(data, codec, name), codec.removesuffix("-sig"), ()
    if b"\x00" not in data:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            if _looks_binary(text):
                raise _binary(name)
            return text, "utf-8", ()
    return _detect(data, name)


def read_original(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Return a file's bytes.

    Raises SourceRejected when it is missing, a folder, unreadable, huge or empty.
    """
    try:
        if path.is_dir():
            raise SourceRejected(
                _("{file} is a folder.").format(file=path.name or str(path)),
                _("Name the files in it, or use a pattern."),
            )
        size = path.stat().st_size
        if size > max_bytes:
            raise SourceRejected(
                _("{file} is too large: {size} MB.").format(file=path.name, size=round(size / 1e6)),
                _("A source can be at most {size} MB; divide the file.").format(size=round(max_bytes / 1e6)),
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceRejected(
            _("{file}: there is no such file.").format(file=path.name), _("Check the name and the folder.")
        ) from None
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        raise SourceRejected(
            _("{file} cannot be read: {why}.").format(file=path.name, why=why), _("Check that you may read the file.")
        ) from None
    if not data:
        raise _empty(path.name)
    return data


def _decode_as(data: bytes, name: str, encoding: str) -> tuple[str, str, tuple[str, ...]]:
    """Decode with the encoding that the user named."""
    try:
        codec = codecs.lookup(encoding)
        text = data.decode(encoding)
    except (UnicodeError, ValueError):
        raise SourceRejected(
            _("{file} is not written in {encoding}.").format(file=name, encoding=encoding),
            _("Leave --encoding out, or try {names}.").format(names=", ".join(("utf-8", *LIKELY_ENCODINGS))),
        ) from None
    except (LookupError, AttributeError, TypeError):
        raise SourceRejected(
            _("There is no encoding {encoding}.").format(encoding=encoding),
            _("Try {names}.").format(names=", ".join(("utf-8", *LIKELY_ENCODINGS))),
        ) from None
    if not isinstance(text, str) or _looks_binary(text):
        raise _binary(name)
    return text, codec.name, ()


def _strictly(data: bytes, codec: str, name: str) -> str:
    """Decode a file by its byte-order mark."""
    try:
        text = data.decode(codec)
    except UnicodeError:
        raise SourceRejected(
            _("{file} begins with the mark of {encoding} but is not written in it.").format(file=name, encoding=codec),
            _("The file may be damaged; save it again as UTF-8, or give --encoding NAME."),
        ) from None
    if _looks_binary(text):
        raise _binary(name)
    return text


def _detect(data: bytes, name: str) -> tuple[str, str, tuple[str, ...]]:
    """Choose among the likely encodings; refuse when nothing speaks for any."""
    candidates = _wide(data) if b"\x00" in data else LIKELY_ENCODINGS[:4]
    if not candidates:
        raise _binary(name)
    readings: dict[str, str] = {}
    for codec in candidates:
        try:
            text = data.decode(codec)
        except UnicodeError:
            continue
        if not _looks_binary(text):
            readings[codec] = text
    if not readings:
        raise _binary(name)
    scores = {codec: _plausibility(text) for codec, text in readings.items()}
    best = max(scores.values())
    fitting = [codec for codec in readings if scores[codec] == best]
    if best >= 0.8 and len({readings[codec] for codec in fitting}) == 1:
        chosen = fitting[0]
    else:
        chosen = _ask_chardet(data, list(readings) if best < 0.8 else fitting)
    if not chosen:
        raise SourceRejected(
            _("{file}: the encoding cannot be told.").format(file=name),
            _("Give it with --encoding NAME; likely are {names}.").format(names=", ".join(readings)),
        )
    notes = (_("read as {encoding}, which the file does not state").format(encoding=chosen),)
    return readings[chosen], chosen, notes


def _ask_chardet(data: bytes, candidates: list[str]) -> str:
    """Let chardet choose between encodings that fit; empty when it is not sure."""
    import chardet

    answer = chardet.detect(
        data, include_encodings=candidates, no_match_encoding=candidates[0], empty_input_encoding=candidates[0]
    )
    named = str(answer.get("encoding") or "").lower().replace("windows-", "cp").replace("_", "-")
    confidence = answer.get("confidence") or 0.0
    return named if named in candidates and confidence >= 0.5 else ""


def _wide(data: bytes) -> tuple[str, ...]:
    """Return the UTF-16 byte order that zero bytes speak for, if they do."""
    if len(data) % 2:
        return ()
    sample = data[:20_000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.5 * half and even < 0.05 * half:
        return ("utf-16-le",)
    if even > 0.5 * half and odd < 0.05 * half:
        return ("utf-16-be",)
    return ()


def _plausibility(text: str) -> float:
    """Return the share of a reading's characters outside ASCII that Swedish text would hold."""
    beyond = [c for c in text if c > "\x7f"]
    if not beyond:
        return 1.0
    return sum(c in _EXPECTED for c in beyond) / len(beyond)


def _looks_binary(text: str) -> bool:
    """Tell whether a reading has more control characters than a text ever has."""
    sample = text[:100_000]
    return "\x00" in sample or len(_CONTROL.findall(sample)) > max(2, len(sample) // 100)


def _refuse_empty(base: str, name: str) -> None:
    """Refuse a text without a single visible character."""
    if not any(not c.isspace() and unicodedata.category(c)[0] != "C" for c in base):
        raise _empty(name)


def _empty(name: str) -> SourceRejected:
    return SourceRejected(_("{file} is empty.").format(file=name), _("There is no text in it to import."))


def _binary(name: str) -> SourceRejected:
    return SourceRejected(
        _("{file} is not a text file.").format(file=name),
        _("Save it as plain text (UTF-8) or as .docx; if it is text, give --encoding NAME."),
    )
