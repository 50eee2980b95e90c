"""Protecting people: findings, pseudonyms, the key, and the look through what leaves the project."""
