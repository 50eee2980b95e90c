"""The screens in a real browser: a turn is coded there, and found in the file afterwards."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from qualcode.core.codebook import Code, add_code
from qualcode.core.ids import new_id
from qualcode.importing import carry_out, plan_imports
from qualcode.project import Project
from tests.web.chromium import PROGRAM, Page, open_page

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium on this machine")
TALK = "I: Hur gick mötet?\nIP1: Vi lyssnade på henne länge, och sedan ringde vi läkaren.\nI: Jaha.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path, text = tmp_path / "studie.qualcode", tmp_path / "samtal.txt"
    text.write_text(TALK, encoding="utf-8")
    with Project.create(path, title="Webben", coder="Elin") as made:
        carry_out(made, plan_imports(made, [text]))
        made.apply(add_code(Code(new_id(), "lyssna", "lyssna")))
    return path


@pytest.fixture
def served(project: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "qualcode", "--lang", "en", "-p", str(project), "--coder", "Elin", "web"]
    server = subprocess.Popen(
        [*command, "--port", str(port)], stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    assert server.stderr is not None
    said = server.stderr.readline()
    found = re.search(r"http://\S+", said)
    assert found, said
    yield found[0]
    server.terminate()
    server.wait(10)
    server.stderr.close()


async def _until(path: Path, number: int) -> None:
    """Wait until the file holds so many codings."""
    async with asyncio.timeout(30):
        while True:
            with Project.open(path, coder="Elin", write=False) as seen:
                if len(seen.codings()) == number:
                    return
            await asyncio.sleep(0.2)


async def _ready(page: Page) -> None:
    async with asyncio.timeout(30):
        while not await page.evaluate("document.body.classList.contains('-first-byte')"):
            await asyncio.sleep(0.1)
    await asyncio.sleep(1)
    await page.evaluate("document.querySelector('textarea').focus()")


async def test_a_turn_is_coded_in_the_browser(project: Path, served: str, tmp_path: Path) -> None:
    async with open_page(tmp_path / "profile") as page:
        await page.call("Network.enable")
        await page.call("Page.navigate", url=served)
        await _ready(page)
        await page.press("F4", code=115)
        await asyncio.sleep(0.8)
        await page.press("d", "d")
        await page.press("r", "r")
        await page.press("c", "c")
        await asyncio.sleep(0.5)
        for letter in "lys":
            await page.press(letter, letter)
        await asyncio.sleep(0.5)
        await page.press("Enter", "\r", 13)
        try:
            await _until(project, 1)
        finally:
            picture = await page.call("Page.captureScreenshot")
            (tmp_path / "screen.png").write_bytes(base64.b64decode(picture["data"]))
        hosts = {urlsplit(a).hostname for a in page.asked if not a.startswith("data:")}
    assert hosts == {"127.0.0.1"}
    with Project.open(project, coder="Elin", write=False) as seen:
        coding = seen.codings()[0]
        assert seen.quote(seen.sources()[0], coding.start, coding.end).startswith("Vi lyssnade på henne")
