"""Studies of the model itself: what its outcomes follow, rest on, and where a direction holds.

A study makes a design, has it run, and hands the tables to an estimator in `sovsim.analysis`.
"""
