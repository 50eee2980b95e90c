"""Codebooks and codings in and out of files."""
