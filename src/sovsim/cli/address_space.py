"""Refuses to start where the process may take too little memory to load its libraries.

Below about 600 MiB of address space (``ulimit -v``) OpenBLAS, which SciPy brings along, asks for
memory again and again for as long as it gets none: the program would be at work for minutes without
a word.
"""

from __future__ import annotations

LEAST = 768 << 20
"""Bytes of address space with which a run of a small scenario is done."""


def too_little() -> str | None:
    """Return in words why the program cannot work here; None where it can."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return None
    allowed, _ = resource.getrlimit(resource.RLIMIT_AS)
    if allowed == resource.RLIM_INFINITY or allowed >= LEAST:
        return None
    return (
        f"this process may use {allowed >> 20} MiB of address space, which is too little to start"
        f"\n  at least {LEAST >> 20} MiB are needed; 'ulimit -v' shows and sets the limit"
    )
