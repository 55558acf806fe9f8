"""Programs as WebAssembly, written byte by byte: two runs side by side, the bits of JavaScript.

No compiler is needed: a program has neither branches nor loops but that over units, and what is
left, to keep values in registers, a browser's own compiler does.

* `sovsim.compiled.wasm.kernel`: a program as a module.
* `sovsim.compiled.wasm.binary`: what a module is made of.
"""
