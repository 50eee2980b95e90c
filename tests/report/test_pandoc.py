"""Running programs: all of the input arrives, however slowly it is read."""

from __future__ import annotations

import sys

from qualcode.report import pandoc


def test_a_program_that_reads_late_gets_all_of_its_input() -> None:
    late = "import sys, time; time.sleep(0.4); sys.stdout.write(str(len(sys.stdin.buffer.read())))"
    code, out, _complaints = pandoc._run([sys.executable, "-c", late], b"x" * 1_000_000, {}, pandoc.never)
    assert (code, out) == (0, b"1000000")
