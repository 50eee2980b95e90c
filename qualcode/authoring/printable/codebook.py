"""The codebook, printed from a project."""

from __future__ import annotations

from qualcode.authoring.printable.kind import Kind, Request
from qualcode.authoring.printable.layers import layer_options
from qualcode.i18n import _
from qualcode.report.codebook import codebook_report
from qualcode.report.model import CodebookReport


def kind() -> Kind:
    """Return the report ``codebook``."""
    return Kind(
        "codebook",
        _("codebook"),
        _("Print the codebook: definitions, rules, examples, axes, facets, counts."),
        "qualcode report codebook --to docx -o kodbok.docx",
        _make,
        layer_options(),
    )


def _make(request: Request) -> CodebookReport:
    return codebook_report(
        request.project.codebook(),
        request.project.code_counts(),
        language=request.language,
        method=request.method(),
        title=request.title,
        pseudonyms=request.public,
    )
