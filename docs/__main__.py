"""Write what is generated anew: reference pages, the screenshot, the base documents of reports (``python -m docs``)."""

from __future__ import annotations

import subprocess
import sys

STEPS = (
    ("qualcode.cli.reference",),
    ("qualcode.tui.reference",),
    ("qualcode.report.reference",),
    ("docs.make_screenshot",),
)


def main() -> None:
    """Run every step and stop at the first that fails."""
    for step in STEPS:
        print("python -m", *step)
        subprocess.run([sys.executable, "-m", *step], check=True)


if __name__ == "__main__":
    main()
