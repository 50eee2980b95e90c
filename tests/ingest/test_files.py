from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import SourceRejected
from qualcode.ingest.files import FORMATS, read_bytes, read_file

TALK = "I: Hur gick det?\nIP1: Jo… det är väl så att åklagaren ’ändå’ såg över ärendet – och så [skratt].\n"


@pytest.fixture
def save(tmp_path):
    def write(data, name="intervju.txt"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        return path

    return write


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac-roman", "utf-16-le", "utf-16-be"]
)
def test_a_swedish_text_is_read_in_the_encoding_it_was_written_in(save, codec):
    reading = read_file(save(TALK.encode(codec)))
    assert reading.base == TALK
    assert reading.original == TALK.encode(codec)


def test_latin_1_without_typographic_signs_is_read(save):
    text = "Åsa får en fråga om ärendet.\n" * 3
    reading = read_file(save(text.encode("iso-8859-1")))
    assert reading.base == text
    assert reading.encoding == "cp1252"
    assert reading.notes


def test_an_encoding_that_was_given_wins(save):
    assert read_file(save(b"pris 5 \xa4"), encoding="iso-8859-15").base == "pris 5 €"
    assert read_file(save(b"pris 5 \xa4"), encoding="iso-8859-1").base == "pris 5 ¤"


def test_line_ends_are_made_alike_and_lines_keep_their_numbers(save):
    assert read_file(save(b"a\r\nb\rc\n\r\nd")).base == "a\nb\nc\n\nd"


def test_decomposed_letters_are_composed(save):
    assert read_file(save("a\u030a o\u0308")).base == "å ö"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n \t\n\xef\xbb\xbf", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not a text"),
        (bytes(range(256)) * 4, "not a text"),
        (b"%PDF-1.7\nabc", "not a text"),
        (b"\xff\xfea", "begins with the mark"),
    ],
)
def test_a_file_without_readable_text_is_rejected_in_one_line(save, data, words):
    with pytest.raises(SourceRejected, match=words) as caught:
        read_file(save(data))
    assert "\n" not in caught.value.message
    assert caught.value.message.startswith("intervju.txt")
    assert caught.value.hint


def test_an_encoding_that_cannot_be_told_is_asked_for(save):
    with pytest.raises(SourceRejected) as caught:
        read_file(save("Привет, как дела? Хорошо.".encode("koi8-r")))
    assert "--encoding NAME" in caught.value.hint
    assert "cp1252" in caught.value.hint


def test_a_given_encoding_that_does_not_fit_is_rejected(save):
    with pytest.raises(SourceRejected, match="not written in ascii"):
        read_file(save("åäö"), encoding="ascii")
    with pytest.raises(SourceRejected, match="no encoding nonsens"):
        read_file(save("åäö"), encoding="nonsens")
    with pytest.raises(SourceRejected):
        read_file(save("åäö"), encoding="base64")


def test_missing_files_and_folders_and_other_kinds_are_rejected(tmp_path, save):
    with pytest.raises(SourceRejected, match="no such file"):
        read_file(tmp_path / "saknas.txt")
    with pytest.raises(SourceRejected, match="is a folder"):
        read_file(tmp_path)
    with pytest.raises(SourceRejected, match="of this kind"):
        read_file(save("text", "bild.rtf"))


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_rejected(save):
    path = save("text")
    path.chmod(0)
    with pytest.raises(SourceRejected, match="cannot be read"):
        read_file(path)


def test_a_huge_file_is_rejected_before_it_is_read(save):
    with pytest.raises(SourceRejected, match="too large"):
        read_file(save("x" * 2000), max_bytes=1000)


def test_front_matter_stays_out_of_the_text_and_lines_stay_those_of_the_file(save):
    reading = read_file(save("---\ntitle: Vera\ndate: 2025-02-04\n---\n\nI: Hej.\n", "vera.md"))
    assert reading.front_matter["title"] == "Vera"
    assert reading.first_line == 5
    assert reading.base == "\nI: Hej.\n"


@given(data=st.binary(max_size=400), kind=st.sampled_from(sorted(set(FORMATS.values()))))
def test_any_bytes_are_read_or_rejected(data, kind):
    try:
        reading = read_bytes(data, kind, "fil")
    except SourceRejected:
        return
    assert reading.base.strip()
    assert "\r" not in reading.base


@given(text=st.text(max_size=200), codec=st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_text_is_read_or_rejected(text, codec):
    try:
        read_bytes(text.encode(codec, "replace"), "md", "fil")
    except SourceRejected:
        return
