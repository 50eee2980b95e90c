"""The material of a project as it is now: sources, codebook, codings, condensations, scenes.

Everything is read from the folded tables as values of :mod:`qualcode.core` and
remembered until the file changes.
"""

from qualcode.material.searched import Material

__all__ = ["Material"]
