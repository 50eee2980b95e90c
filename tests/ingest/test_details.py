from __future__ import annotations

import pytest

from qualcode.errors import SourceRejected
from qualcode.ingest.details import Details
from qualcode.ingest.front_matter import details_from_front_matter, split_front_matter
from qualcode.ingest.manifest import read_manifest


@pytest.fixture
def manifest(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "manifest.csv"
        path.write_bytes(text.encode(encoding))
        return read_manifest(path)

    return write


def front(text):
    matter, body, first = split_front_matter(text, "vera.md")
    return details_from_front_matter(matter, "vera.md"), body, first


def test_front_matter_gives_details_and_the_text_after_it():
    details, body, first = front(
        "---\ntitel: Intervju 1\nkind: transkript\ndatum: 2025-02-04\nmode: på plats\n"
        "speakers:\n  I: intervjuare\n  IP1:\ncase:\n  name: Vera\n  kind: person\n"
        "  attributes: {roll: handläggare, år: 2}\n---\n\nI: Hej.\n"
    )
    assert details == Details(
        title="Intervju 1",
        kind="transcript",
        date="2025-02-04",
        mode="onsite",
        speakers={"I": "interviewer"},
        case="Vera",
        case_kind="person",
        attributes={"roll": "handläggare", "år": "2"},
    )
    assert body == "\nI: Hej.\n"
    assert first == 14


def test_front_matter_of_other_programs_is_left_alone():
    details, _body, _first = front("---\ntitle: Vera\ntags: [a, b]\nauthor: X\naliases:\n---\nHej.\n")
    assert details == Details(title="Vera")


def test_a_text_that_begins_with_a_rule_has_no_front_matter():
    for text in (
        "---\n\nHej\n",
        "---\nHej\n",
        "Hej: du\n---\n",
        "---\nbara prosa\n---\nmer\n",
        "",
        "---\n- a: 1\n---\nx",
    ):
        assert split_front_matter(text, "a.md") == ({}, text, 1)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("---\ntitle: a: b\n---\n", "line 2", "quotation marks"),
        ("---\nkind: roman\n---\n", "“kind”", "transcript, fieldnote, document"),
        ("---\ndate: i går\n---\n", "“date”", "2025-02-18"),
        ("---\ntitel: x\nplce: y\n---\n", "“plce”", "place"),
        ("---\nversion: två\n---\n", "“version”", "whole number"),
        ("---\ntitle: [a, b]\n---\n", "“title”", "single value"),
    ],
)
def test_front_matter_that_does_not_fit_is_named_with_its_mend(text, message, hint):
    with pytest.raises(SourceRejected) as caught:
        front(text)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_manifest_is_read_with_its_delimiter_and_encoding(manifest, delimiter, encoding):
    rows = [
        ["file", "title", "kind", "mode", "speakers", "case", "attr:kontor", "series", "version"],
        [
            "a.txt",
            '"Vera, Åsa; Bo"',
            "fältanteckning",
            "telefon",
            '"I=interviewer;IP1=respondent;Läkaren=participant"',
            "Vera",
            "Berga",
            "v",
            "2",
        ],
        ["", "", "", "", "", "", "", "", ""],
        ["b.txt", "", "", "", "", "", "", "", ""],
    ]
    found = manifest("\r\n".join(delimiter.join(row) for row in rows), encoding)
    assert list(found) == ["a.txt", "b.txt"]
    assert found["a.txt"].title == "Vera, Åsa; Bo"
    assert found["a.txt"].kind == "fieldnote"
    assert found["a.txt"].mode == "phone"
    assert found["a.txt"].speakers == {"I": "interviewer", "IP1": "respondent", "Läkaren": "other"}
    assert found["a.txt"].attributes == {"kontor": "Berga"}
    assert found["a.txt"].version == 2
    assert found["b.txt"] == Details()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("file,kind\na.txt,transcript\nb.txt,bok\n", ("manifest.csv, row 3, column “kind”", "Write one of transcript")),
        ("file,date\na.txt,2025-02-31\n", ("row 2, column “date”", "2025-02-18")),
        ("file,speakers\na.txt,I=chef\n", ("row 2, column “speakers”", "interviewer, respondent, other")),
        ("file,title\n,x\n", ("row 2, column “file”", "Name the file")),
        ("file,title\na.txt,x\na.txt,y\n", ("row 3, column “file”", "already")),
        ("file,title\na.txt,x, y\n", ("row 2", "quotation marks")),
        ('file,title\na.txt,"x\n', ("row", "quotation mark")),
        ("file,titel,roll\n", ("“roll”", "attr:roll")),
        ("file,tile\n", ("“tile”", "title")),
        ("title\nx\n", ("no column “file”", "file, title")),
        ("file,title,titel\n", ("“title” is there twice", "Leave one")),
    ],
)
def test_a_bad_row_is_named_with_file_row_column_and_mend(manifest, text, parts):
    with pytest.raises(SourceRejected) as caught:
        manifest(text)
    assert parts[0] in caught.value.message
    assert parts[1] in caught.value.hint


def test_later_details_win_and_attributes_are_put_together():
    first = Details(title="A", kind="document", attributes={"roll": "x", "kontor": "y"})
    both = first.with_more(Details(title="B", attributes={"roll": "z"}))
    assert both == Details(title="B", kind="document", attributes={"roll": "z", "kontor": "y"})
