"""The options that choose whose work counts."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import click

from qualcode.authoring.printable.layers import layer_help
from qualcode.cli import names
from qualcode.i18n import _

if TYPE_CHECKING:
    from qualcode.core.counted import Counted
    from qualcode.project import Project

layer_option = click.option("--layer", metavar="LAYER", shell_complete=names.layers, help=layer_help())
coder_option = click.option("--coder", metavar="NAME", shell_complete=names.coders, help=_("Only this coder."))


def counting(project: Project, layer: str | None, coder: str | None = None) -> AbstractContextManager[Counted]:
    """Read only what the options choose meanwhile; raises NotFound for a layer or coder that there is not."""
    return project.counting(layer or "", coder=project.person(coder) if coder else None)
