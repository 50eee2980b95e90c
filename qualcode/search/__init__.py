"""Searching and counting: queries over all texts, contexts, suggestions, word lists, the project's own words."""
