"""The project file: connection, migrations, event log, and the fold to tables."""
