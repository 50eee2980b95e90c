"""Agreement between coders: how far they chose the same values for the same units.

:mod:`~qualcode.core.agreement.judgements` holds what is compared,
:mod:`~qualcode.core.agreement.asking` reckons the figures that are asked for;
the other modules are the measures, each a function of a table or of marked
texts.  Formulae and their sources are in ``docs/agreement.md``.
"""
