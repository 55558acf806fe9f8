"""Codes into words: names, sentences, and who decided: the scenario or the model."""
