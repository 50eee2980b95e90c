"""The terminal screens in a browser on the same machine."""
