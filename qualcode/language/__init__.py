"""Language helpers behind small protocols."""
