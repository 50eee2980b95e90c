"""The words that click itself says, named here so that our catalogues hold them."""

from __future__ import annotations

from qualcode.i18n import _, ngettext


def click_words() -> tuple[str, ...]:
    """Return click's own texts in the language in force."""
    return (
        _("Usage:"),
        _("Options"),
        _("Commands"),
        _("Show this message and exit."),
        _("default: {default}"),
        _("Missing argument"),
        _("Missing option"),
        _("Missing parameter"),
        _("Missing command."),
        _("Choose from:\n\t{choices}"),
        _("Invalid value: {message}"),
        _("Invalid value for {param_hint}: {message}"),
        _("Option {name!r} does not take a value."),
        _("Argument {name!r} takes {nargs} values."),
        _("{value!r} is not a valid {number_type}."),
        _("{value} is not in the range {range}."),
        ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
        ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
        ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
    )
