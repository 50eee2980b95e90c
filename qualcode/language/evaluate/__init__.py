"""Scores of the language helpers on files with gold answers: ``python -m qualcode.language.evaluate TASK FILES…``."""
