"""Working as a team: rounds, bundles, merging, conflicts, agreement, decisions."""
