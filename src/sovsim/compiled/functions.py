"""The mathematical functions of a program, worked out alike wherever it runs.

What a library gives for an exponential differs by the library, the processor and its version. Here
each function is written once, of additions, multiplications, divisions and square roots in a fixed
order, over any `Arithmetic`: one of NumPy arrays, one that writes machine code, one that writes
JavaScript. IEEE arithmetic, without fused operations, then gives the same bits everywhere.

=================  ==========================================  ===============================
function           method                                      where
=================  ==========================================  ===============================
``exponential``    x = n log 2 + r; polynomial in r            below -708 it is 0, from 709.4
                                                               on infinite
``logarithm``      x = 2^n m; series of atanh, as a polynomial from 2.3e-308; 0 gives -infinity
``logistic``       1 / (1 + exponential(-x))                   all x
``quantile``       rational in p and in the root of log(p)     from 2^-54 to 1 - 2^-54
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
        """Return the first where the truth value holds, which it does rarely, else the second."""

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
_HIGHEST = 709.4
"""Above, it is infinite; 2^1024 is no number."""
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

# The quantile, x, of p: with q = p - 1/2 and s = q^2 it is q (sqrt(2 pi) + s R(_MIDDLE - s)) where
# s < _MIDDLE, and z - R(z) with z = sqrt(-2 log(p)) farther out, down to p = 2^-54. R are rational:
# numerators and denominators from the constant on, fitted in 50 digits for the smallest greatest
# error relative to x, 8e-18 and 9e-17. All coefficients are positive, and so are what they go with.
_ROOT_2_PI = 2.5066282746310007
_MIDDLE = 0.180625
_MIDDLE_OVER = (
    4.874765941399952,
    190.01729971785124,
    2782.2650018270338,
    19056.114677708014,
    61948.872862660595,
    85698.24106348514,
    36414.76978600691,
    565.9806862734837,
)
_MIDDLE_UNDER = (
    1.0,
    45.004096955104906,
    790.367174483289,
    6868.977885804224,
    30967.404071183868,
    69451.48873674554,
    67439.10903092203,
    19774.729130708685,
)
_TAIL_OVER = (
    3.4310694625354143,
    19.834108148718908,
    26.1173815906004,
    15.738083039821845,
    3.7926349838193842,
    0.2828225655309738,
    0.0048381316177055055,
    3.272005992155245e-06,
)
_TAIL_UNDER = (
    1.0,
    9.46201875980916,
    19.282992431842725,
    16.529123417226913,
    6.9702680364308796,
    1.1685002239101037,
    0.06292762603264877,
    0.0007606298058600087,
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
    value = by.multiply(near, by.power(n))
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
    return by.seldom(is_outside(by, p), lambda: quantile_outside(by, p), quantile_inside(by, p))


def is_outside(by: Arithmetic, p: Value) -> Value:
    """Return whether the quantile of p is worked out by `quantile_outside`: of 15 in 100."""
    q = by.subtract(p, by.number(0.5))
    return by.less(by.number(_MIDDLE), by.multiply(q, q))


def quantile_inside(by: Arithmetic, p: Value) -> Value:
    """Return the quantile of p from 0.075 to 0.925."""
    q = by.subtract(p, by.number(0.5))
    square = by.multiply(q, q)
    at = by.subtract(by.number(_MIDDLE), square)
    ratio = _ratio(by, _MIDDLE_OVER, _MIDDLE_UNDER, at)
    return by.add(by.multiply(q, by.number(_ROOT_2_PI)), by.multiply(by.multiply(q, square), ratio))


def quantile_outside(by: Arithmetic, p: Value) -> Value:
    """Return the quantile of p farther from 1/2."""
    lower = by.less(p, by.number(0.5))
    smaller = by.where(lower, p, by.subtract(by.number(1.0), p))
    depth = by.root(by.multiply(by.number(-2.0), _logarithm_of_normal(by, smaller)))
    value = by.subtract(depth, _ratio(by, _TAIL_OVER, _TAIL_UNDER, depth))
    return by.where(lower, by.subtract(by.number(0.0), value), value)


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


def _ratio(by: Arithmetic, over: Sequence[float], under: Sequence[float], x: Value) -> Value:
    square = by.multiply(x, x)
    return by.divide(_polynomial(by, over, x, square), _polynomial(by, under, x, square))


def _polynomial(by: Arithmetic, coefficients: Sequence[float], x: Value, square: Value) -> Value:
    """Return the polynomial, even and odd powers apart: two short chains, not a long one."""
    even = _horner(by, coefficients[0::2], square)
    return by.add(even, by.multiply(x, _horner(by, coefficients[1::2], square)))


def _horner(by: Arithmetic, coefficients: Sequence[float], x: Value) -> Value:
    value = by.number(coefficients[-1])
    for one in reversed(coefficients[:-1]):
        value = by.add(by.multiply(value, x), by.number(one))
    return value
