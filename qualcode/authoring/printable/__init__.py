"""What can be printed: each report in a module of its own, with its options and how it is gathered from a project.

To add a report: a model (a subclass of :class:`qualcode.report.model.Report`)
with its pure builder in ``qualcode/report/NAME.py``, a template
``qualcode/report/templates/NAME.html.j2``, a module here whose ``kind()``
returns its :class:`~qualcode.authoring.printable.kind.Kind`, and its name in
:data:`REPORTS`.  The command line, the terminal, ``report data`` and the
appendix then have it.
"""

from __future__ import annotations

from importlib import import_module

from qualcode.authoring.printable.kind import Kind
from qualcode.errors import UsageProblem
from qualcode.i18n import _

#: Every report, in the order in which lists show them.
REPORTS = (
    "codebook",
    "sample",
    "guides",
    "condensation",
    "scenes",
    "quotations",
    "tables",
    "profile",
    "pictures",
    "claims",
    "findings",
    "agreement",
    "method",
    "audit",
    "appendix",
)


def kind_of(name: str) -> Kind:
    """Return a report by its name; raises UsageProblem when there is none."""
    if name not in REPORTS:
        raise UsageProblem(
            _("There is no report {name}.").format(name=name),
            _("Choose one of: {names}.").format(names=", ".join(REPORTS)),
        )
    found = import_module(f"qualcode.authoring.printable.{name}").kind()
    assert isinstance(found, Kind)
    return found


__all__ = ["REPORTS", "Kind", "kind_of"]
