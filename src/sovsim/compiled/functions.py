"""The mathematical functions of a program, worked out alike wherever it runs.

What a library gives for an exponential differs by the library, the processor and its version. Here
each function is written once, of additions, multiplications, divisions and square roots in a fixed
order, over any `Arithmetic`: one of NumPy arrays, one that writes machine code, one that writes
JavaScript. IEEE arithmetic, without fused operations, then gives the same bits everywhere.

=================  ==========================================  ===============================
function           method                                      where
=================  ==========================================  ===============================
``exponential``    x = n log 2 + r; polynomial in r            all x; below -708 it is 0
``logarithm``      x = 2^n m; series of atanh, as a polynomial from 2.3e-308; 0 gives -infinity
``logistic``       1 / (1 + exponential(-x))                   all x
``quantile``       Wichura's AS 241 (Applied Statistics 37,    between 0 and 1, from 1e-300
                   1988, 477-484)
=================  ==========================================  ===============================

None is farther than two units in the last place from the true value, but for the quantile (three).
Of nan comes nan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

Value = Any
"""Whatever an arithmetic works on: an array, an instruction, a name in generated code."""


class Arithmetic(Protocol):
    """What the functions are made of. All are exact or rounded once, as IEEE 754 says."""

    def number(self, value: float) -> Value:
        """Return a constant."""

    def add(self, a: Value, b: Value) -> Value:
        """Return ``a + b``."""

    def subtract(self, a: Value, b: Value) -> Value:
        """Return ``a - b``."""

    def multiply(self, a: Value, b: Value) -> Value:
        """Return ``a * b``, never fused with what follows."""

    def divide(self, a: Value, b: Value) -> Value:
        """Return ``a / b``."""

    def root(self, a: Value) -> Value:
        """Return the square root."""

    def less(self, a: Value, b: Value) -> Value:
        """Return the truth value of ``a < b``; false of nan."""

    def where(self, truth: Value, a: Value, b: Value) -> Value:
        """Return ``a`` where the truth value holds, else ``b``."""

    def seldom(self, truth: Value, rare: Callable[[], Value], usual: Value) -> Value:
        """Return the same of a value that may be left aside where the truth value never holds."""

    def power(self, n: Value) -> Value:
        """Return 2 to a whole number from -1022 to 1023: ``n + 1023`` as the exponent's bits.

        Of anything else come any bits, but no fault.
        """

    def exponent(self, x: Value) -> Value:
        """Return, as a number, the exponent's bits (11, without the sign) of x, less 1023."""

    def significand(self, x: Value) -> Value:
        """Return x with the exponent's bits of 1, and without its sign: from 1 up to 2."""


_LOG2_E = 1.4426950408889634
_LOG_2_HIGH = 0.6931471803691238
"""The upper 32 bits, so that its product with an exponent is exact."""
_LOG_2_LOW = 1.9082149292705877e-10
_ROUND = 6755399441055744.0
"""1.5 * 2^52: what is added to it and taken away again is rounded to a whole number."""
_LOWEST = -708.0
"""Below, the exponential is 0: so that none of its steps leaves the normal numbers."""
_HIGHEST = 709.782712893384
_SMALLEST_NORMAL = 2.2250738585072014e-308
_ROOT_2 = 1.4142135623730951

# (exp(r) - 1 - r) / r^2 where |r| < log(2) / 2, and (log((1+s)/(1-s)) - 2s) / s^3 in s^2 where
# |s| < 0.1716: interpolated at the nodes of Chebyshev in 60 digits, rounded.
_EXPONENTIAL = (
    0.5000000000000001,
    0.16666666666666669,
    0.04166666666662399,
    0.008333333333330051,
    0.0013888888917281794,
    0.00019841269863105968,
    2.480152119021773e-05,
    2.7557268378684192e-06,
    2.7620138719733994e-07,
    2.5100424157005067e-08,
)
_LOGARITHM = (
    0.666666666666667,
    0.3999999999989889,
    0.28571428626253836,
    0.22222211089379496,
    0.1818289243253687,
    0.15331611722055008,
    0.14617807153417325,
)

# AS 241: numerator and denominator, from the constant on; the middle, the tails, the far tails.
_MIDDLE = 0.425
_MIDDLE_SQUARED = 0.180625
_MIDDLE_OVER = (
    3.3871328727963666080e0,
    1.3314166789178437745e2,
    1.9715909503065514427e3,
    1.3731693765509461125e4,
    4.5921953931549871457e4,
    6.7265770927008700853e4,
    3.3430575583588128105e4,
    2.5090809287301226727e3,
)
_MIDDLE_UNDER = (
    1.0,
    4.2313330701600911252e1,
    6.8718700749205790830e2,
    5.3941960214247511077e3,
    2.1213794301586595867e4,
    3.9307895800092710610e4,
    2.8729085735721942674e4,
    5.2264952788528545610e3,
)
_TAIL = 1.6
_TAIL_OVER = (
    1.42343711074968357734e0,
    4.63033784615654529590e0,
    5.76949722146069140550e0,
    3.64784832476320460504e0,
    1.27045825245236838258e0,
    2.41780725177450611770e-1,
    2.27238449892691845833e-2,
    7.74545014278341407640e-4,
)
_TAIL_UNDER = (
    1.0,
    2.05319162663775882187e0,
    1.67638483018380384940e0,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9,
)
_FAR = 5.0
_FAR_OVER = (
    6.65790464350110377720e0,
    5.46378491116411436990e0,
    1.78482653991729133580e0,
    2.96560571828504891230e-1,
    2.65321895265761230930e-2,
    1.24266094738807843860e-3,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7,
)
_FAR_UNDER = (
    1.0,
    5.99832206555887937690e-1,
    1.36929880922735805310e-1,
    1.48753612908506148525e-2,
    7.86869131145613259100e-4,
    1.84631831751005468180e-5,
    1.42151175831644588870e-7,
    2.04426310338993978564e-15,
)


def exponential(by: Arithmetic, x: Value) -> Value:
    """Return e to the power of x."""
    shifted = by.add(by.multiply(x, by.number(_LOG2_E)), by.number(_ROUND))
    n = by.subtract(shifted, by.number(_ROUND))
    high = by.subtract(x, by.multiply(n, by.number(_LOG_2_HIGH)))
    r = by.subtract(high, by.multiply(n, by.number(_LOG_2_LOW)))
    square = by.multiply(r, r)
    rest = by.multiply(square, _polynomial(by, _EXPONENTIAL, r, square))
    near = by.add(by.number(1.0), by.add(r, rest))
    # Twice the value, by half the power: 2^1024 is no number.
    value = by.multiply(by.add(near, near), by.power(by.subtract(n, by.number(1.0))))
    value = by.where(by.less(x, by.number(_LOWEST)), by.number(0.0), value)
    return by.where(by.less(by.number(_HIGHEST), x), by.number(float("inf")), value)


def logarithm(by: Arithmetic, x: Value) -> Value:
    """Return the natural logarithm; -infinity below the normal numbers, nan below 0."""
    value = _logarithm_of_normal(by, x)
    least = by.where(by.less(x, by.number(0.0)), by.number(float("nan")), by.number(-float("inf")))
    value = by.where(by.less(x, by.number(_SMALLEST_NORMAL)), least, value)
    # Infinity and nan stay what they are.
    return by.where(by.less(x, by.number(float("inf"))), value, x)


def logistic(by: Arithmetic, x: Value) -> Value:
    """Return 1 / (1 + exp(-x))."""
    one = by.number(1.0)
    return by.divide(one, by.add(one, exponential(by, by.subtract(by.number(0.0), x))))


def quantile(by: Arithmetic, p: Value) -> Value:
    """Return the value below which a standard normal number falls with probability p."""
    zero, half = by.number(0.0), by.number(0.5)
    q = by.subtract(p, half)
    lower = by.less(q, zero)
    distance = by.where(lower, by.subtract(zero, q), q)
    middle = by.subtract(by.number(_MIDDLE_SQUARED), by.multiply(q, q))
    in_tail = by.less(by.number(_MIDDLE), distance)
    smaller = by.where(lower, p, by.subtract(by.number(1.0), p))
    depth = by.root(by.subtract(zero, _logarithm_of_normal(by, smaller)))
    tail = by.subtract(depth, by.number(_TAIL))
    at = by.where(in_tail, tail, middle)
    square = by.multiply(at, at)
    over = _either(by, in_tail, _TAIL_OVER, _MIDDLE_OVER, at, square)
    under = _either(by, in_tail, _TAIL_UNDER, _MIDDLE_UNDER, at, square)
    sign = by.where(lower, by.number(-1.0), by.number(1.0))
    over = by.multiply(over, by.where(in_tail, sign, q))
    usual = by.divide(over, under)

    def far() -> Value:
        beyond = by.subtract(depth, by.number(_FAR))
        squared = by.multiply(beyond, beyond)
        top = by.multiply(sign, _polynomial(by, _FAR_OVER, beyond, squared))
        return by.divide(top, _polynomial(by, _FAR_UNDER, beyond, squared))

    in_far = by.less(by.number(_FAR), depth)
    return by.seldom(in_far, far, usual)


FUNCTIONS: dict[str, Callable[[Arithmetic, Value], Value]] = {
    "exponential": exponential,
    "logarithm": logarithm,
    "logistic": logistic,
    "quantile": quantile,
}
"""Operation of a program -> what it is."""


def _logarithm_of_normal(by: Arithmetic, x: Value) -> Value:
    m, n, one = by.significand(x), by.exponent(x), by.number(1.0)
    above = by.less(by.number(_ROOT_2), m)
    m = by.where(above, by.multiply(m, by.number(0.5)), m)
    n = by.where(above, by.add(n, one), n)
    f = by.subtract(m, one)
    s = by.divide(f, by.add(by.number(2.0), f))
    z = by.multiply(s, s)
    series = by.multiply(z, _polynomial(by, _LOGARITHM, z, by.multiply(z, z)))
    half = by.multiply(by.multiply(by.number(0.5), f), f)
    small = by.add(by.multiply(s, by.add(half, series)), by.multiply(n, by.number(_LOG_2_LOW)))
    return by.subtract(
        by.multiply(n, by.number(_LOG_2_HIGH)), by.subtract(by.subtract(half, small), f)
    )


def _polynomial(by: Arithmetic, coefficients: Sequence[float], x: Value, square: Value) -> Value:
    """Return the polynomial, even and odd powers apart: two short chains, not a long one."""
    return _joined(by, [by.number(one) for one in coefficients], x, square)


def _either(
    by: Arithmetic,
    truth: Value,
    first: Sequence[float],
    second: Sequence[float],
    x: Value,
    square: Value,
) -> Value:
    """Return one of two polynomials of the same degree: coefficients cost less than values."""
    chosen = [
        by.number(a) if a == b else by.where(truth, by.number(a), by.number(b))
        for a, b in zip(first, second, strict=True)
    ]
    return _joined(by, chosen, x, square)


def _joined(by: Arithmetic, coefficients: Sequence[Value], x: Value, square: Value) -> Value:
    even = _horner(by, coefficients[0::2], square)
    return by.add(even, by.multiply(x, _horner(by, coefficients[1::2], square)))


def _horner(by: Arithmetic, coefficients: Sequence[Value], x: Value) -> Value:
    value = coefficients[-1]
    for one in reversed(coefficients[:-1]):
        value = by.add(by.multiply(value, x), one)
    return value
