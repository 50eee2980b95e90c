"""What is counted from the material."""
