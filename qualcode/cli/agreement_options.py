"""The options of ``qualcode agreement``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from qualcode.cli import names
from qualcode.core.agreement.cutting import UNITS
from qualcode.core.agreement.distances import LEVELS, SET_DISTANCES, WEIGHTS
from qualcode.core.agreement.figures import MEASURES
from qualcode.i18n import _


def agreement_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of ``qualcode agreement``, all but those of rows."""
    file = click.Path(path_type=Path)
    options = (
        click.option(
            "--units",
            type=file,
            metavar="FILE",
            help=_(
                "Compare a CSV file with the columns unit, coder, value: | between several values, an empty value "
                "for a unit that was seen and given none, no row for a unit that was not seen."
            ),
        ),
        click.option(
            "--spans",
            type=file,
            metavar="FILE",
            help=_(
                "Compare a CSV file with the columns text, length, coder, start, end, value; a row with empty start, "
                "end and value says that the coder read the text."
            ),
        ),
        click.option(
            "--coefficient",
            "coefficients",
            multiple=True,
            type=click.Choice(MEASURES),
            metavar="NAME",
            help=_("The measure; can be repeated: {names}.").format(names=", ".join(MEASURES)),
        ),
        click.option(
            "--level",
            type=click.Choice(LEVELS),
            default="nominal",
            show_default=True,
            help=_("The level of measurement, for alpha and ac2; with --units."),
        ),
        click.option(
            "--weights", type=click.Choice(WEIGHTS), help=_("Weights for ac2, the kappas and percent; with --units.")
        ),
        click.option(
            "--distance",
            "distances",
            multiple=True,
            type=click.Choice([*SET_DISTANCES, "tree"]),
            help=_("The distance of two sets of values, for set_alpha; tree is that in the code tree, for alpha too."),
        ),
        click.option(
            "--categories",
            metavar="A,B,C",
            help=_("The values that could be chosen, in their order: some formulae need their number."),
        ),
        click.option(
            "--coder",
            "--by",
            "coders",
            multiple=True,
            metavar="NAME",
            shell_complete=names.coders,
            help=_("Only this coder; can be repeated."),
        ),
        click.option(
            "--source",
            "sources",
            multiple=True,
            metavar="SOURCE",
            shell_complete=names.sources,
            help=_("Only this source; can be repeated."),
        ),
        click.option(
            "--code",
            "codes",
            multiple=True,
            metavar="CODE",
            shell_complete=names.codes,
            help=_("Only this code; can be repeated."),
        ),
        click.option("--subtree", is_flag=True, help=_("Let codes stand for the codes under them too.")),
        click.option(
            "--level-of-tree",
            "tree_level",
            type=click.IntRange(1),
            metavar="N",
            help=_("Replace each code by the one above it at this level; 1 is the top."),
        ),
        click.option("--facet", metavar="FACET", help=_("Compare the values of this facet instead of codes.")),
        click.option(
            "--form", "form", metavar="FORM", help=_("Compare the answers to a form, item by item, case by case.")
        ),
        click.option("--item", "items", multiple=True, metavar="ITEM", help=_("Only this item; can be repeated.")),
        click.option(
            "--round",
            "of_round",
            metavar="NAME",
            help=_("A round: its sources, coders and unit; a closed one as it was when it closed."),
        ),
        click.option("--unit", type=click.Choice(UNITS), help=_("The unit that is compared; turn unless given.")),
        click.option("--pairs", is_flag=True, help=_("Also the figures of every pair of coders.")),
        click.option("--by-source", is_flag=True, help=_("Also the figures of every source.")),
        click.option(
            "--bootstrap",
            type=click.IntRange(0, 100_000),
            default=0,
            metavar="N",
            help=_("Give intervals of 95 per cent by drawing the sources anew so many times, 1000 say."),
        ),
        click.option(
            "--span-overlap",
            type=click.FloatRange(0, 1, min_open=True),
            default=0.5,
            show_default=True,
            metavar="SHARE",
            help=_("The shared part of their joint length from which two spans match, for span_f1."),
        ),
        click.option("--verdict", is_flag=True, help=_("Add the customary word for the size of alpha.")),
    )
    for option in reversed(options):
        function = option(function)
    return function
