from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from qualcode.report.convert import render
from qualcode.report.latex import escaped
from tests.report.test_hostile_texts import TEXTS, report

REPORTS = ["codebook", "condensation", "scenes", "agreement"]


def source(made, to: str = "latex") -> str:
    return render(made, to).data.decode("utf-8")


def body(tex: str) -> str:
    return tex.split(r"\begin{document}")[1]


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_a_whole_article_with_title_contents_and_language(make, name: str) -> None:
    tex = source(make(name))
    assert r"\documentclass[11pt,a4paper]{article}" in tex
    assert r"\usepackage[swedish,shorthands=off]{babel}" in tex
    assert "pdflang={sv-SE}" in tex
    assert r"\tableofcontents" in tex
    assert tex.rstrip().endswith(r"\end{document}")
    environments = re.findall(r"\\(begin|end)\{(\w+\*?)\}", body(tex))
    open_ones = ["document"]
    for which, environment in environments:
        if which == "begin":
            open_ones.append(environment)
        else:
            assert open_ones.pop() == environment
    assert open_ones == []


def test_headings_tables_and_quotations_are_latexs_own(make) -> None:
    tex = source(make("condensation", "en"))
    assert r"\section{Glappet}\label{finding-1}" in tex
    assert r"\subsection{Två normer}\label{theme-1}" in tex
    assert r"\caption*{Table 1. Två normer}" in tex
    assert r"\endhead" in tex  # the header row on every page
    assert r"\begin{quote}" in source(make("scenes", "en"))


def test_what_pdflatex_does_not_know_is_printed_by_number(make) -> None:
    tex = source(report("😀 → − \u200b\u00ad \x07 \ud800".encode("utf-16", "surrogatepass").decode("utf-16", "ignore")))
    assert r"\DeclareUnicodeCharacter{1F600}{{[}U+1F600{]}}" in tex
    assert r"\DeclareUnicodeCharacter{2192}{\ensuremath{\rightarrow}}" in tex
    assert "\x07" not in tex


@pytest.mark.parametrize("text", TEXTS)
def test_texts_hold_no_sign_that_latex_reads(text: str) -> None:
    """Take away the escapes that we write: no sign with a meaning of its own is left."""
    plain = re.sub(r"\\(text\w+|-)\{\}|\\[{}$&#_%]|\{\[\}|\{\]\}|\{\*\}|(?<=[-,])\{\}", "", escaped(text))
    assert not set(plain) & set("\\{}$&#%^_~[]*\"'`<>|")
    assert not re.search(r"--|,,", escaped(text))


def test_hostile_texts_open_and_close_as_many_groups_as_before() -> None:
    harmless, hostile = (body(source(report(*texts))) for texts in (["a"] * len(TEXTS), TEXTS))
    for command in ("input", "write", "def", "catcode", "begin", "end", "href", "url", "footnote", "includegraphics"):
        pattern = rf"\\{command}(?![a-zA-Z])"
        assert len(re.findall(pattern, hostile)) == len(re.findall(pattern, harmless)), command
    unescaped = re.sub(r"\\[{}\\]", "", hostile)
    assert unescaped.count("{") == unescaped.count("}")
    assert not re.search(r"(?<!\\)[$#]", unescaped)


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no TeX here")
@pytest.mark.parametrize("name", [*REPORTS, "hostile"])
def test_pdflatex_sets_it(make, tmp_path: Path, name: str) -> None:
    made = report(*TEXTS, "😀 → 你好", title="<b>Titel</b> #x $y$ \\a %") if name == "hostile" else make(name)
    (tmp_path / "a.tex").write_bytes(render(made, "latex").data)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:].decode("utf-8", "replace")
