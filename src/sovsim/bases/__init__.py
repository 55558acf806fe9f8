"""Bases: what a run of a year starts from, built from observed data and dated assumptions."""
