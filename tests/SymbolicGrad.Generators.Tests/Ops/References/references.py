"""Writes references.json: value, slopes and second derivatives of every differentiable entry of the table of operations.

Each is computed by mpmath with 60 digits or more and written with 30. The points are doubles, so that the references hold exactly
where the tests evaluate. Needs mpmath; run as `python3 references.py` in this folder. Tests only read the JSON file.
"""

import json

from mpmath import mp, mpf

mp.dps = 60

HALF = mpf(1) / 2
LAMBDA = mpf("1.0507009873554804934193349852946")
ALPHA = mpf("1.6732632423543772848170429916717")

everywhere = [-30.0, -8.5, -5.463, -1.808, -0.75, -0.125, -0.001, 0.001, 0.0286, 0.5, 1.378, 2.99, 8.5, 30.0]
with_zero = everywhere + [0.0, -1e-8, 1e-8]
moderate = [-20.0, -5.463, -1.808, -0.75, -0.125, 0.125, 0.5, 1.378, 2.99, 20.0]
positive = [1e-300, 1e-8, 0.001, 0.3, 0.99, 1.0, 1.01, 2.718, 30.0, 1e10, 1e200]
above_minus_one = [-1 + 2.0**-40, -0.99, -0.5, -0.125, 0.0, 0.125, 0.5, 3.0, 1e10]
within_one = [-1 + 2.0**-40, -0.999, -0.7, -0.125, 0.0, 1e-8, 0.125, 0.5, 0.9, 1 - 2.0**-40]
pairs = [(1.5, 2.25), (-1.5, 2.25), (1.5, -2.25), (-0.3, -1e-5), (1e10, 3.0), (7.25, 0.5)]
triples = [(1.5, 2.25, 0.25), (-1.5, 2.25, -0.5), (1e5, -2.25, 3.0)]


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def softplus(x):
    return mp.log1p(mp.exp(x))


def remainder(x, y):
    return x - y * (mp.floor(x / y) if x / y > 0 else mp.ceil(x / y))


def gelu_tanh(x):
    return x * sigmoid(2 * mp.sqrt(2 / mp.pi) * (x + mpf(0.044715) * x**3))


def celu(x, alpha):
    return x if x > 0 else alpha * mp.expm1(x / alpha)


def clamp(x, low, high):
    return low if x < low else high if x > high else x


def relu6(x):
    return clamp(x, mpf(0), mpf(6))


def root(x, n):
    return -root(-x, n) if x < 0 else x ** (mpf(1) / n)


def exponentials():
    yield "Exp", mp.exp, with_zero + [-700.0, 700.0]
    yield "Exp2", lambda x: mpf(2) ** x, with_zero + [-1000.0, 1000.0]
    yield "Exp10", lambda x: mpf(10) ** x, with_zero + [-300.0, 300.0]
    for name in ("ExpM1", "AccurateExpM1"):
        yield name, mp.expm1, with_zero
    yield "Exp2M1", lambda x: mpf(2) ** x - 1, with_zero
    yield "Exp10M1", lambda x: mpf(10) ** x - 1, [x for x in with_zero if x < 20]


def logarithms():
    yield "Log", mp.log, positive
    yield "LogToBase", lambda x, b: mp.log(x) / mp.log(b), [(0.3, 2.0), (30.0, 10.0), (1e-8, 0.5), (7.5, 1.5), (1e200, 3.0)]
    yield "Log2", lambda x: mp.log(x) / mp.log(2), positive
    yield "Log10", lambda x: mp.log(x) / mp.log(10), positive
    for name in ("LogP1", "AccurateLogP1"):
        yield name, mp.log1p, above_minus_one
    yield "Log2P1", lambda x: mp.log1p(x) / mp.log(2), above_minus_one
    yield "Log10P1", lambda x: mp.log1p(x) / mp.log(10), above_minus_one


def powers():
    yield "Pow", lambda x, p: x**p, [(0.3, 2.5), (2.5, -1.75), (30.0, 0.5), (1.01, 300.0), (1e-200, 1.25), (1.7, 0.0), (2.5, 2.0), (0.9, 1.0)]
    yield "Sqrt", mp.sqrt, positive
    yield "Cbrt", lambda x: root(x, 3), positive + [-x for x in positive]
    yield "RootN", root, [(2.5, 3), (-2.5, 3), (1e-8, 5), (30.0, 2), (0.3, 1), (1e10, 7), (2.5, -2)]
    yield "Hypot", mp.hypot, [(3.0, 4.0), (-1.5, 2.25), (1e-8, 3.0), (1e200, 1e199), (0.0, 2.0), (-2.0, 0.0)]
    yield "ScaleB", lambda x, n: x * mpf(2) ** n, [(1.5, 3), (-0.3, -10), (1e10, 0)]


def trigonometric():
    yield "Sin", mp.sin, with_zero
    yield "Cos", mp.cos, with_zero
    yield "Tan", mp.tan, with_zero
    yield "SinPi", mp.sinpi, with_zero
    yield "CosPi", mp.cospi, with_zero
    yield "TanPi", lambda x: mp.sinpi(x) / mp.cospi(x), [x for x in with_zero if (2 * x) % 2 != 1]
    yield "Asin", mp.asin, within_one
    yield "Acos", mp.acos, within_one
    yield "Atan", mp.atan, with_zero + [1e10]
    yield "AsinPi", lambda x: mp.asin(x) / mp.pi, within_one
    yield "AcosPi", lambda x: mp.acos(x) / mp.pi, within_one
    yield "AtanPi", lambda x: mp.atan(x) / mp.pi, with_zero + [1e10]
    yield "Atan2", mp.atan2, pairs
    yield "Atan2Pi", lambda y, x: mp.atan2(y, x) / mp.pi, pairs


def hyperbolic():
    yield "Sinh", mp.sinh, with_zero
    yield "Cosh", mp.cosh, with_zero
    yield "Tanh", mp.tanh, with_zero
    yield "Asinh", mp.asinh, with_zero + [1e10, -1e10]
    yield "Acosh", mp.acosh, [1 + 2.0**-40, 1.001, 1.5, 3.0, 30.0, 1e10]
    yield "Atanh", mp.atanh, within_one


def arithmetic():
    yield "Add", lambda a, b: a + b, pairs
    yield "Subtract", lambda a, b: a - b, pairs
    yield "Multiply", lambda a, b: a * b, pairs
    yield "Divide", lambda a, b: a / b, pairs
    yield "Negate", lambda a: -a, moderate
    yield "Convert", lambda a: +a, moderate
    yield "Select", lambda c, a, b: +a if c else +b, [(True, 1.5, 2.5), (False, 1.5, 2.5)]
    yield "Remainder", remainder, [(7.25, 2.0), (-7.25, 2.0), (7.25, -2.0), (-7.25, -2.0), (0.3, 0.7), (1e10, 3.7)]
    yield "Ieee754Remainder", lambda x, y: x - y * mp.nint(x / y), [(7.25, 2.0), (-7.25, 2.0), (7.75, -2.0), (0.3, 0.7), (0.5, 0.7)]
    yield "FusedMultiplyAdd", lambda a, b, c: a * b + c, triples
    yield "Lerp", lambda a, b, t: a * (1 - t) + b * t, triples
    yield "DegreesToRadians", mp.radians, moderate
    yield "RadiansToDegrees", mp.degrees, moderate


def extrema():
    yield "Abs", abs, moderate
    yield "Max", max, pairs
    yield "Min", min, pairs
    yield "Clamp", clamp, [(0.5, -1.0, 2.0), (-1.5, -1.0, 2.0), (2.25, -1.0, 2.0)]
    yield "CopySign", lambda x, s: abs(x) if s > 0 else -abs(x), pairs


def activations():
    yield "Sigmoid", sigmoid, with_zero
    yield "LogSigmoid", lambda x: -softplus(-x), with_zero + [-700.0, 700.0]
    yield "Softplus", softplus, with_zero + [-700.0, 700.0]
    yield "Softsign", lambda x: x / (1 + abs(x)), everywhere
    yield "HardSigmoid", lambda x: relu6(x + 3) / 6, everywhere
    yield "HardTanh", lambda x: clamp(x, mpf(-1), mpf(1)), everywhere
    yield "TanhShrink", lambda x: x - mp.tanh(x), with_zero
    yield "Relu", lambda x: x if x > 0 else 0 * x, everywhere
    yield "Relu6", relu6, everywhere
    for name in ("LeakyRelu", "PRelu"):
        yield name, lambda x, a: x if x > 0 else a * x, [(-30.0, 0.01), (-0.001, 0.2), (0.001, 0.2), (2.5, 0.25), (-1.5, 0.25)]
    yield "Elu", lambda x: x if x > 0 else mp.expm1(x), everywhere
    alphas = [(-30.0, 1.5), (-5.463, 0.3), (-0.001, 2.0), (0.001, 2.0), (2.5, 0.7)]
    yield "EluWithAlpha", lambda x, a: x if x > 0 else a * mp.expm1(x), alphas
    yield "Selu", lambda x: LAMBDA * (x if x > 0 else ALPHA * mp.expm1(x)), everywhere
    yield "Celu", celu, alphas
    yield "Silu", lambda x: x * sigmoid(x), with_zero
    yield "Gelu", lambda x: x * mp.erfc(-x * mp.sqrt(HALF)) / 2, with_zero
    yield "GeluTanh", gelu_tanh, [x for x in with_zero if x > -20]
    yield "Mish", lambda x: x * mp.tanh(softplus(x)), with_zero
    yield "HardSwish", lambda x: x * relu6(x + 3) / 6, everywhere
    yield "Erf", mp.erf, with_zero
    yield "Erfc", mp.erfc, [x for x in with_zero if x < 25]


def digits(number):
    return mp.nstr(number, 30, min_fixed=0, max_fixed=0)


def point(function, at):
    """Only floating operands have derivatives; a count or a condition is passed as it is."""
    at = at if isinstance(at, tuple) else (at,)
    arguments = [mpf(a) if isinstance(a, float) else a for a in at]
    floating = [i for i, a in enumerate(at) if isinstance(a, float)]

    def restricted(*values):
        full = list(arguments)
        for i, value in zip(floating, values):
            full[i] = value
        return mpf(1) * function(*full)

    values = tuple(arguments[i] for i in floating)

    # In units of the operand's own size, so that the step of the difference quotient suits 1e-300 as well as 1e200.
    scales = tuple(abs(value) if value else mpf(1) for value in values)

    def scaled(*steps):
        return restricted(*(value + scale * step for value, scale, step in zip(values, scales, steps)))

    def quotient(positions, decimals):
        with mp.workdps(decimals):
            orders = tuple(positions.count(i) for i in floating)
            number = mp.diff(scaled, tuple(mpf(0) for _ in values), orders)
            for scale, order in zip(scales, orders):
                number /= scale**order
            return number

    def derivative(*positions):
        """A quotient that is 0 but for rounding changes with the precision. The smallest true ones are about 1e-310."""
        number, again = quotient(positions, 400), quotient(positions, 450)
        return digits(number if abs(number - again) <= abs(again) * mpf("1e-40") else mpf(0))

    return {
        "at": list(at),
        "value": digits(restricted(*values)),
        "slopes": {str(i): derivative(i) for i in floating},
        "seconds": {f"{i},{j}": derivative(i, j) for i in floating for j in floating if i <= j},
    }


def main():
    families = (exponentials, logarithms, powers, trigonometric, hyperbolic, arithmetic, extrema, activations)
    rows = [
        {"operation": name, "points": [point(function, at) for at in points]}
        for family in families
        for name, function, points in family()
    ]
    with open("references.json", "w", encoding="utf-8", newline="\n") as file:
        file.write("[\n")
        for index, row in enumerate(rows):
            file.write(f' {{"operation": "{row["operation"]}", "points": [\n')
            file.write(",\n".join("  " + json.dumps(p) for p in row["points"]))
            file.write("\n ]}" + ("," if index + 1 < len(rows) else "") + "\n")
        file.write("]\n")


if __name__ == "__main__":
    main()
