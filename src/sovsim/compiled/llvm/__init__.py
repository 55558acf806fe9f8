"""Machine code by LLVM, through llvmlite: the extra ``[fast]``.

* `build` turns programs into machine code, bytes that can be kept; `load` makes a `Kernel` of them.
* `plain`, `groups`, `pieces`, `memory`: what is worked out when, and where it stands.
* `code`, `tables`, `rows`, `prefetch`, `loops`, `part`: the rules in LLVM's text.
* `philox`, `normals`, `events`, `kernel`: draws, events and the quarters one after the other.

Eight runs stand side by side in a vector. A kernel takes them through all quarters by itself; what
another eight do is another group. Bits are the same for every width of a processor's vectors.
"""

from sovsim.compiled.llvm.build import BadCode, CannotBuild, build, host, library, load
from sovsim.compiled.llvm.run import Kernel

__all__ = ["BadCode", "CannotBuild", "Kernel", "build", "host", "library", "load"]
