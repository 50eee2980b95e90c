"""Whose work a screen counts: everyone's, one coder's, the coders' own codings, or what was decided together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import ClassVar

from qualcode.authoring.printable.layers import counted_words, layer_choices
from qualcode.core.counted import LAYERS, Counted
from qualcode.i18n import _, get_language
from qualcode.project import Project
from qualcode.tui.screens.form import FormScreen
from qualcode.tui.screens.listing import Listing
from qualcode.tui.widgets.fields import Choice, Field


class CountedListing(Listing):
    """The base of the screens that count codings; ``of_layer`` and ``of_coder`` (by id) are empty for all."""

    KEPT: ClassVar[tuple[str, ...]] = (*Listing.KEPT, "of_layer", "of_coder")

    def __init__(self) -> None:
        super().__init__()
        self.of_layer = self.of_coder = ""

    def forget_gone(self) -> None:
        """Count everyone's again where the round or the coder that was chosen is no longer there."""
        if self.of_layer not in ("", *LAYERS, *(r.id for r in self.project.rounds())):
            self.of_layer = ""
        if self.of_coder not in ("", *(p.id for p in self.project.persons())):
            self.of_coder = ""

    @contextmanager
    def counting(self, project: Project) -> Iterator[None]:
        """Read only what was chosen from a project, which may be one opened in a thread."""
        coder = project.person(self.of_coder) if self.of_coder else None
        with project.counting(self.of_layer, coder=coder):
            yield

    def whose(self) -> str:
        """Return the words for what was chosen; empty for all."""
        if not (self.of_layer or self.of_coder):
            return ""
        known = self.of_layer in ("", *LAYERS)
        counted = Counted(self.of_layer if known else "", "" if known else self.of_layer, self.of_coder)
        called = {p.id: p.name for p in self.project.persons()}
        return counted_words(counted, get_language(), called, lambda r: self.project.round(r).name)

    def action_whose(self) -> None:
        """Ask for the layer of codings and the coder that count."""
        layers = [Choice("", _("all")), *(Choice(v, word) for v, word in layer_choices())]
        layers += [Choice(r.id, r.name, _("what was decided in the round")) for r in self.project.rounds()]
        coders = [Choice("", _("all")), *(Choice(p.id, p.name) for p in self.project.persons())]

        def then(chosen: Mapping[str, str] | None) -> None:
            if chosen:
                self.of_layer, self.of_coder = chosen.get("layer", self.of_layer), chosen.get("coder", self.of_coder)
                self.show_project()
                self.put_lines()

        fields = [
            Field("layer", _("layer"), self.of_layer, tuple(layers)),
            Field("coder", _("coder"), self.of_coder, tuple(coders)),
        ]
        self.app.push_screen(FormScreen(_("Whose work counts?"), fields), then)
