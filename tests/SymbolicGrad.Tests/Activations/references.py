"""Writes activation-references.csv: function, argument, value; 30 digits, by mpmath. Run by hand; no test needs it.

The arguments are doubles printed exactly enough to be read back, the values those of the exact function at that double.
"""
import random
from pathlib import Path

from mpmath import erf, erfc, exp, expm1, log1p, mp, mpf, nstr, sqrt, tanh

mp.dps = 60


def sigmoid(x):
    return 1 / (1 + exp(-x))


def softplus(x):
    return log1p(exp(x))


SELU_SCALE = mpf('1.0507009873554804934193349852946')
SELU_ALPHA = mpf('1.6732632423543772848170429916717')

FUNCTIONS = {
    'Sigmoid': (sigmoid, 700),
    'LogSigmoid': (lambda x: -softplus(-x), 700),
    'Softplus': (softplus, 700),
    'Softsign': (lambda x: x / (1 + abs(x)), 1000),
    'TanhShrink': (lambda x: x - tanh(x), 100),
    'Elu': (lambda x: x if x > 0 else expm1(x), 100),
    'EluAlpha': (lambda x: x if x > 0 else mpf('1.5') * expm1(x), 100),
    'Selu': (lambda x: SELU_SCALE * (x if x > 0 else SELU_ALPHA * expm1(x)), 100),
    'CeluAlpha': (lambda x: x if x > 0 else mpf('1.5') * expm1(x / mpf('1.5')), 100),
    'Silu': (lambda x: x * sigmoid(x), 700),
    'Gelu': (lambda x: x * erfc(-x / sqrt(mpf(2))) / 2, 37),
    'GeluTanh': (lambda x: x * sigmoid(2 * sqrt(2 / mp.pi) * (x + mpf(0.044715) * x ** 3)), 20),
    'Mish': (lambda x: x * tanh(softplus(x)), 700),
    'Erf': (erf, 10),
    'Erfc': (erfc, 26),
    'ExpM1': (expm1, 700),
    'LogP1': (log1p, 1e300),
}

random.seed(20260101)
with open(Path(__file__).with_name('activation-references.csv'), 'w', newline='\n') as file:
    for name, (function, limit) in FUNCTIONS.items():
        arguments = [s * m for m in (1e-300, 1e-20, 1e-8, 1e-3, 0.1, 0.3, 0.49999, 0.5, 0.7071, 0.84, 0.99999, 1.0, 1.4142, 2.0, 3.0, 5.9, 6.0, 9.0)
                     for s in (-1, 1)]
        arguments += [random.uniform(-1.5, 1.5) for _ in range(20)] + [random.uniform(-6, 6) for _ in range(20)]
        arguments += [s * limit * random.random() for _ in range(10) for s in (-1, 1)] + [limit, -limit]
        for x in arguments:
            if abs(x) > limit or (name == 'LogP1' and x <= -1):
                continue
            mp.dps = 700 if abs(x) < 1e-100 or abs(x) > 300 else 60
            value = function(mpf(x))
            # Subnormal results have no relative accuracy.
            if abs(value) > mpf('1e-300'):
                file.write(f'{name},{x!r},{nstr(value, 30, min_fixed=0, max_fixed=0)}\n')
