"""A program cut into pieces for one run after the other, for JavaScript and WebAssembly.

* `sovsim.compiled.pieces.plan`: what is worked out when, in which loop.
* `sovsim.compiled.pieces.memory`: where it stands meanwhile, and where outputs go.
"""
