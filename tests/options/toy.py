"""A question in a toy region whose answer is known."""

from __future__ import annotations

TOY = """
[options]
name = "toy"
title = "What frees Lenia"
question = "Does building up the state free Lenia?"
decides = "LEN"
scenario = "toy-two-states"
settings = ["scenario.end=1994Q4"]
limits = "A toy."
watch = ["unrest", "relation_hegemon"]

[[policy]]
name = "nothing"
what = "Do nothing."

[[policy]]
name = "twin"
what = "Do nothing, under another name."

[[policy]]
name = "build"
what = "Build up the state's own means."
event = [{ type = "capacity_built", at = "1992Q2", who = "LEN", size = 0.1 }]

[[metric]]
name = "autonomy"
label = "freedom to decide"
states = "LEN"
direction = "more"
smallest = 0.01
at_least = 0.3

[[metric]]
name = "coercion"
states = "LEN"
direction = "less"
smallest = 0.5

[design]
points = 12
replicates = 2

[[uncertainty]]
parameter = "autonomy.capacity"
label = "weight of capacity"

[[uncertainty]]
parameter = "initial.LEN.dependence_energy"
range = [0.2, 0.8]

[[lever]]
name = "size"
policy = "build"
event = { type = "capacity_built", at = "1992Q2", who = "LEN" }
range = [0.0, 0.4]
"""
