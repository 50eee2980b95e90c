"""Swedish: words, compounds, and the judgements that need them."""
