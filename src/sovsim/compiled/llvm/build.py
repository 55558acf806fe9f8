"""From programs to an object's bytes, and from bytes to a kernel."""

from __future__ import annotations

import functools
import re
import struct

import llvmlite
import llvmlite.binding as llvm

from sovsim.compiled.layout import Layout
from sovsim.compiled.llvm.kernel import module
from sovsim.compiled.llvm.run import Kernel, Shape
from sovsim.compiled.program import Program

_MARK = b"sovsim 1"
_HEAD = struct.Struct("<8s5Q")


class BadCode(ValueError):
    """Bytes that are no kernel's machine code."""


class CannotBuild(RuntimeError):
    """What compiles here does not know all that a kernel is made of."""


@functools.cache
def host() -> str:
    """Return the processor of this machine, as far as machine code depends on it."""
    features = llvm.get_host_cpu_features().flatten()
    return " ".join((llvm.get_process_triple(), llvm.get_host_cpu_name(), features))


@functools.cache
def library() -> str:
    """Return the versions of what compiles."""
    return f"llvmlite {llvmlite.__version__}, LLVM {'.'.join(map(str, llvm.llvm_version_info))}"


def build(
    early: Program,
    late: Program,
    layout: Layout,
    cpu: str | None = None,
    features: str = "",
) -> bytes:
    """Return the machine code of a kernel.

    Args:
        early, late: programs of a quarter: up to the last ones, and for those; may be the same.
        layout: of all that they read and give.
        cpu: as LLVM names it, such as ``x86-64-v3``; that of this machine by default.
        features: what the processor can do besides, such as ``+avx2``.

    Raises:
        CannotBuild: another version of the library is needed.
        ValueError: the programs give something different under the same key.
    """
    written = module(early, late, layout)
    sizes = (layout.slots, layout.forced_slots, layout.draw_slots, written.told, written.work)
    return _HEAD.pack(_MARK, *sizes) + _compiled(written.text, _machine(cpu, features))


def _compiled(text: str, machine: llvm.TargetMachine) -> bytes:
    """Return the object of a module."""
    try:
        parsed = llvm.parse_assembly(text)
    except RuntimeError as error:
        why = " ".join(str(error).split())[:200]
        raise CannotBuild(f"{library()} cannot read a kernel: {why}") from error
    parsed.triple = machine.triple
    parsed.data_layout = str(machine.target_data)
    _optimise(parsed, machine)
    code: bytes = machine.emit_object(parsed)
    unknown = re.search(rb"llvm\.[a-z0-9.]+", code)
    if (
        unknown is not None
    ):  # an operation of LLVM that is none here would be called, and is nowhere
        raise CannotBuild(f"{library()} does not know {unknown[0].decode()}")
    return code


def load(code: bytes) -> Kernel:
    """Return the kernel of some machine code, which must be that of this processor.

    Raises:
        BadCode: it is none, or not whole.
    """
    if len(code) <= _HEAD.size or not code.startswith(_MARK):
        raise BadCode("this is no kernel's machine code")
    shape = Shape(*_HEAD.unpack_from(code)[1:])
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _machine(None, ""))
    try:
        engine.add_object_file(llvm.ObjectFileRef.from_data(code[_HEAD.size :]))
        engine.finalize_object()
    except (RuntimeError, ValueError) as error:
        raise BadCode(f"this is no kernel's machine code: {error}") from error
    address = engine.get_function_address("kernel")
    if not address:
        raise BadCode("this machine code has no kernel")
    return Kernel(address, shape, engine)


def _machine(cpu: str | None, features: str) -> llvm.TargetMachine:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    if cpu is None:
        cpu, features = llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()
    return llvm.Target.from_triple(llvm.get_process_triple()).create_target_machine(
        cpu=cpu, features=features, opt=2, reloc="pic", codemodel="small", jit=True
    )


def _optimise(parsed: llvm.ModuleRef, machine: llvm.TargetMachine) -> None:
    """Put the mathematical functions in where they are called; more gains nothing."""
    builder = llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options(speed_level=1))
    passes = llvm.create_new_module_pass_manager()
    passes.add_always_inliner_pass()
    passes.run(parsed, builder)
