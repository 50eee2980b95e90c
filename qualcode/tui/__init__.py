"""The terminal UI: screens, widgets and actions; no SQL and no analysis of its own."""
