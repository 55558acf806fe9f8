"""The rules once more, as a program: traced from the very functions that NumPy runs.

* `sovsim.compiled.program`: what a program is; it can be read, and evaluated with NumPy.
* `sovsim.compiled.trace`: the rules, the engine and the metrics run once on symbolic arrays.
* `sovsim.compiled.layout`: where each value that a program reads or keeps stands in memory.

NumPy stays the reference: what a program gives agrees with it within rounding, all codes equal.
"""
