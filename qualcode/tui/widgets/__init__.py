"""Widgets that take plain values and post messages; none knows the project."""
