"""Speed, measured at the sizes of real studies; nothing here is a test."""
