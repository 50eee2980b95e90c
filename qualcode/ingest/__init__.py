"""Reading files: one small reader per format, text repair, speaker turns, manifests."""
