"""qualcode codes qualitative interviews and fieldwork in the terminal and prints the appendix."""

__version__ = "0.1.0"
