"""Observed data: a folder of series read with every guard, and what of the model each measures."""
