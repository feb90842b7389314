"""TeX: into MathML, and into the symbols it uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from math_core import LatexError, LatexToMathML

_latex = LatexToMathML(fancy_error=False)
INDEX = re.compile(r"_\s*\{?\s*\\(?:mathrm|text|mathit)\s*\{([^{}]*)\}\s*\}?")
WORDS = re.compile(r"\\(?:text|mbox|operatorname|mathrm|begin|end)\s*\{[^{}]*\}")
SYMBOL = re.compile(
    r"(?:\\(?P<command>[A-Za-z]+)|[A-Za-z])'*"
    r"(?:_(?:\{(?:[^{}]|\{[^{}]*\})*\}|\\?[A-Za-z]+|[0-9]))?"
)
GREEK = frozenset(
    [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "varepsilon",
        "zeta",
        "eta",
        "theta",
        "vartheta",
        "iota",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
        "pi",
        "rho",
        "sigma",
        "tau",
        "upsilon",
        "phi",
        "varphi",
        "chi",
        "psi",
        "omega",
        "Gamma",
        "Delta",
        "Theta",
        "Lambda",
        "Xi",
        "Pi",
        "Sigma",
        "Phi",
        "Psi",
        "Omega",
        "ell",
    ]
)
CONSTANTS = frozenset({r"\pi", "d", "e"})
"""Not variables: the circle number, the differential and the base of natural logarithms."""


@lru_cache(maxsize=4096)
def mathml(tex: str, display: bool) -> str:
    """MathML of a formula. Raises `LatexError` where the TeX is wrong."""
    return _latex.convert_with_local_state(tex, displaystyle=display)


def problem(tex: str, display: bool) -> str | None:
    """What is wrong with a formula, or None."""
    try:
        mathml(tex, display)
    except LatexError as error:
        return str(error).strip().splitlines()[0]
    return None


def symbols(tex: str) -> Iterator[str]:
    r"""Normal forms (`\rho_b`, `C_0`, `H'`) of the symbols in a formula, each as often as it stands there."""
    for match in SYMBOL.finditer(WORDS.sub(" ", _plain_index(tex))):
        if match["command"] and match["command"] not in GREEK:
            continue
        symbol = normal(match[0])
        if symbol not in CONSTANTS:
            yield symbol


def normal(tex: str) -> str:
    r"""One spelling of a symbol: `K_{d}` and `K_\mathrm{d}` → `K_d`, `t_{1/2}` stays."""
    tex = re.sub(r"\s+", "", _plain_index(tex))
    return re.sub(r"_\{([A-Za-z0-9])\}", r"_\1", tex)


def _plain_index(tex: str) -> str:
    return INDEX.sub(r"_{\1}", tex)
