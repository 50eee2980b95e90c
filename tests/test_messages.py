"""The texts that people read: collected, translated, compiled."""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from qualcode.i18n import catalogue, language_from_environment

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "qualcode" / "locale" / "sv" / "LC_MESSAGES"
_PLACE = re.compile(r"\{(\w*)[^}]*\}")


@pytest.fixture(scope="module")
def swedish() -> Catalog:
    """The Swedish catalogue as written."""
    with (FOLDER / "qualcode.po").open("rb") as file:
        return read_po(file, locale="sv")


def _texts(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    strings = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return ids, strings


def test_every_text_has_its_swedish(swedish: Catalog) -> None:
    found = extract_from_dir(
        ROOT / "qualcode",
        method_map=[("**.py", "python"), ("**.j2", "jinja2")],
        keywords={"_": None, "gettext": None, "ngettext": (1, 2)},
    )
    missing = set()
    for _file, _line, identifier, _comments, _context in found:
        message = swedish.get(identifier)
        if message is None or not all(_texts(message)[1]):
            missing.add(identifier)
    assert missing == set()


def test_no_text_hides_inside_an_f_string_where_it_is_not_collected(swedish: Catalog) -> None:
    hidden = set()
    for file in sorted((ROOT / "qualcode").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                named = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                text = node.args[0].value
                if named in ("_", "N_", "gettext") and isinstance(text, str) and swedish.get(text) is None:
                    hidden.add((file.name, text))
    assert hidden == set()


def test_translations_keep_the_places_where_values_go(swedish: Catalog) -> None:
    for message in swedish:
        if message.id:
            ids, strings = _texts(message)
            if not all(strings):
                continue
            assert {p for s in strings[-1:] for p in _PLACE.findall(s)} == {
                p for i in ids[-1:] for p in _PLACE.findall(i)
            }, message.id


def test_swedish_texts_use_swedish_quotation_marks(swedish: Catalog) -> None:
    for message in swedish:
        if message.id:
            for text in _texts(message)[1]:
                assert not re.search(r"[“„«»]|(?<!\w)'\w[^']*'", text), text


def test_the_compiled_catalogue_is_that_of_the_written_one(swedish: Catalog) -> None:
    buffer = io.BytesIO()
    write_mo(buffer, swedish)
    assert (FOLDER / "qualcode.mo").read_bytes() == buffer.getvalue()


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "sv"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "sv"),
        ({"QUALCODE_LANG": "sv", "LANG": "en_US"}, "sv"),
        ({"LC_ALL": "sv_SE", "LANG": "en_US"}, "sv"),
    ],
)
def test_the_language_follows_the_environment(environment: dict[str, str], language: str) -> None:
    assert language_from_environment(environment) == language


def test_english_texts_are_their_own_ids() -> None:
    assert catalogue("en").gettext("code") == "code"
