"""Reports: plain data, Jinja templates, conversion to printable formats."""
