from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in the built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    path = next(iter(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize(
    "name",
    [
        "qualcode/py.typed",
        "qualcode/report/reference/reference.docx",
        "qualcode/report/templates/base.html.j2",
        "qualcode/tui/app.tcss",
        "qualcode/locale/sv/LC_MESSAGES/qualcode.mo",
        "qualcode/exchange/codebook.schema.json",
        "qualcode/_shipped/codebooks/narbyrakrati.yaml",
        "qualcode/_shipped/corpus/manifest.csv",
        "qualcode/_shipped/corpus/intervju-03-amira.docx",
    ],
)
def test_an_installed_qualcode_has_what_it_needs(wheel: set[str], name: str) -> None:
    assert name in wheel


def test_every_file_of_the_package_is_in_the_wheel(wheel: set[str]) -> None:
    here = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "qualcode").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert here - wheel == set()
