"""Whose work counts: everyone's, one coder's, the coders' own codings, or what was decided together."""

from __future__ import annotations

from dataclasses import dataclass

#: ``coders`` are the coders' own codings, ``consensus`` what was decided together, ``settled`` what was decided
#: together with the coders' own codings that no decision is about.
LAYERS = ("coders", "consensus", "settled")


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts: a layer of codings (one of :data:`LAYERS`, or a ``round``'s consensus) and a ``coder``, by id.

    Empty for all.  A coder's work is their codings, condensations, quotations and evidence.
    """

    layer: str = ""
    round: str = ""
    coder: str = ""

    @property
    def decided(self) -> bool:
        """Whether what was decided together counts as codings, and does not only repeat the coders'."""
        return bool(self.round) or self.layer in ("consensus", "settled")


ALL = Counted()
