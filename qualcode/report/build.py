"""The builders of every report: pure functions from the project's values to plain data."""

from __future__ import annotations

from qualcode.report.codebook import codebook_report
from qualcode.report.condensation import condensation_report
from qualcode.report.scenes import scenes_report

__all__ = ["codebook_report", "condensation_report", "scenes_report"]
