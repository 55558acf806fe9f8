"""Estimators: an estimator a file, a table in, a table out.

Nothing here runs the model; what is estimated comes as a table of metrics, one row per arm and
run. Imported by name (``sovsim.analysis.compare``), so that scipy is loaded only where it is used.
"""
