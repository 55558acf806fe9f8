"""Programs as WebAssembly, written byte by byte: two runs side by side, the bits of JavaScript."""
