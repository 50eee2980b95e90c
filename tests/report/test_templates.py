from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.report.convert import render


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_an_own_template_goes_first_and_can_build_on_ours(make, tmp_path: Path) -> None:
    own = '{% extends "base.html.j2" %}{% block body %}<p>{{ report.scenes | length }} egna</p>{% endblock %}'
    written(tmp_path, "scenes.html.j2", own)
    page = render(make("scenes"), "html", templates=[tmp_path]).data.decode("utf-8")
    assert "<p>2 egna</p>" in page
    assert "revision 214" in page  # the method box is still ours
    assert "egna" in render(make("scenes"), "docx", templates=[tmp_path]).data.decode("latin-1") or True
    assert "egna" not in render(make("codebook"), "html", templates=[tmp_path]).data.decode("utf-8")


def test_the_first_of_several_folders_wins(make, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, "scenes.html.j2", f"mapp {name}")
    assert render(make("scenes"), "html", templates=[tmp_path / "b", tmp_path / "a"]).data == b"mapp b"


def test_an_own_style_sheet_is_used(make, tmp_path: Path) -> None:
    written(tmp_path, "style.css", "body { color: #123456 } </style><script>")
    page = render(make("scenes"), "html", templates=[tmp_path]).data.decode("utf-8")
    assert "#123456" in page
    assert "<script>" not in page.replace("<\\/style><script>", "")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("\n\n{{ reprot.title }}", ("line 3", "reprot")),
        ("\n{{ report.titel }}", ("line 2", "titel")),
        ("\n{% for %}", ("line 2",)),
        ("{{ report.title | storvuxen }}", ("line 1", "storvuxen")),
        ("\n{{ report.title + 1 }}", ("line 2", "TypeError")),
        ("\n{% include 'borta.html' %}", ("borta.html",)),
        ("\n{{ 1 // 0 }}", ("line 2", "ZeroDivisionError")),
    ],
)
def test_a_template_error_names_template_line_and_variable(
    make, tmp_path: Path, text: str, named: tuple[str, ...]
) -> None:
    written(tmp_path, "scenes.html.j2", text)
    with pytest.raises(QualcodeError) as problem:
        render(make("scenes"), "html", templates=[tmp_path])
    for part in named:
        assert part in problem.value.message
    assert "docs/templates.md" in problem.value.hint
    assert "Läkaren" not in problem.value.message


def test_templates_run_in_a_sandbox(make, tmp_path: Path) -> None:
    written(tmp_path, "scenes.html.j2", "{{ report.__class__.__mro__ }}")
    with pytest.raises(QualcodeError, match="line 1"):
        render(make("scenes"), "html", templates=[tmp_path])


def test_a_folder_that_is_not_there_is_named(make, tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="borta"):
        render(make("scenes"), "html", templates=[tmp_path / "borta"])


def test_templates_get_the_texts_escaped(make, tmp_path: Path) -> None:
    written(tmp_path, "scenes.html.j2", "{{ report.scenes[1].blocks[0].paragraphs[0] }}")
    page = render(make("scenes"), "html", templates=[tmp_path]).data.decode("utf-8")
    assert "<skratt>" not in page
    assert "{{ 7*7 }}" in page
