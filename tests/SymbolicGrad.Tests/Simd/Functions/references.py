"""Writes references.csv: function, argument, value; 34 digits, by mpmath. Run by hand; no test needs it.

The arguments are doubles printed exactly enough to be read back, the values those of the exact function at that double. They
check the wide numbers that the vector functions are measured against, so a few of each region are enough.
"""
import random
from pathlib import Path

from mpmath import cos, erf, erfc, exp, expm1, log, log1p, mp, mpf, nstr, sin, sqrt, tanh

REGIONS = [1e-300, 1e-20, 1e-8, 1e-3, 0.029, 0.1, 0.3, 0.5, 0.7, 0.999, 1.0, 1.4, 2.0, 2.49, 2.51, 3.0, 6.0, 9.0, 20.0, 26.0]

FUNCTIONS = {
    'Exp': (exp, 740),
    'ExpM1': (expm1, 700),
    'Log': (log, 1e300),
    'LogP1': (log1p, 1e300),
    'Sin': (sin, 1e8),
    'Cos': (cos, 1e8),
    'Tanh': (tanh, 100),
    'Erf': (erf, 20),
    'Erfc': (erfc, 27),
    'Sigmoid': (lambda x: 1 / (1 + exp(-x)), 740),
    'Gelu': (lambda x: x * erfc(-x / sqrt(mpf(2))) / 2, 38),
}

random.seed(20261121)
with open(Path(__file__).with_name('references.csv'), 'w', newline='\n') as file:
    for name, (function, limit) in FUNCTIONS.items():
        arguments = [s * m for m in REGIONS for s in (-1, 1)] + [s * limit * random.random() for _ in range(5) for s in (-1, 1)]
        for x in arguments:
            if abs(x) > limit or (name == 'Log' and x <= 0) or (name == 'LogP1' and x <= -1):
                continue
            mp.dps = 700
            file.write(f'{name},{x!r},{nstr(function(mpf(x)), 34, min_fixed=0, max_fixed=0)}\n')
