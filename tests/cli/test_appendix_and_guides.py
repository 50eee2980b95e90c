"""Interview guides and the appendix by commands."""

from __future__ import annotations

import json
from pathlib import Path

from qualcode.exchange.shipped import example_corpus

GUIDES = str(example_corpus() / "intervjuguide.yaml")


def test_guides_are_read_in_listed_and_written_out(study, data, tmp_path: Path):
    assert "14 changes would be made" in study("guide", "import", GUIDES, "--dry-run").stderr
    assert data("guide", "list") == []
    study("guide", "import", GUIDES)
    assert "already" in study("guide", "import", GUIDES).stderr
    first = data("guide", "list")[0]
    assert first["numbers"] == {"handlaggare": 1, "chef": 1, "vard": 1}
    study("guide", "export", "-o", "ut.yaml")
    assert "already" in study("guide", "import", "ut.yaml").stderr
    assert "not asked" in study("report", "guides", "--to", "md", "--lang", "en").stdout
    study("undo")
    assert data("guide", "list") == []


def test_an_appendix_is_planned_and_bound(study, tmp_path: Path):
    assert "qualcode report plan" in study("report", "appendix", code=2).stderr
    study("report", "plan", "-o", "appendix.yaml")
    study("report", "appendix", "-o", "bilagor.tex")
    assert (tmp_path / "bilagor.tex").read_text("utf-8").startswith("% Made by qualcode")
    (tmp_path / "fel.yaml").write_text("parts:\n  - report: kodbok\n", "utf-8")
    assert "fel.yaml:2:" in study("report", "appendix", "--plan", "fel.yaml", code=2).stderr


def test_options_are_the_reports_own(study):
    page = study("report", "sample", "--smallest", "1", "--listed", "--to", "md", "--lang", "en").stdout
    assert "Vera" in page
    study("report", "sample", "--cross", "roll", code=2)
    study("report", "codebook", "--listed", code=2)
    found = json.loads(study("report", "data", "method", "--names", "--json").stdout)
    assert found["report"] == "method"
    assert found["facts"]["interviews"] == 1
