"""The rules of the quarter: one concept, one file; `sovsim.schedule` puts them in order."""
