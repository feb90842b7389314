r"""TeX: into MathML, and into the symbols it uses.

Some TeX can be read in two ways: `\mathrm{DAF}` is a symbol or a unit, `\Delta h` one symbol or a difference of `h`.
The notation decides: what it knows is one symbol.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from math_core import LatexError, LatexToMathML

_latex = LatexToMathML(fancy_error=False)
LONGEST, DEEPEST = 4000, 40
POINT = re.compile(r"(?<=<mn>)([0-9]+)\.(?=[0-9])")
TAG = re.compile(r"<(/?)[a-z]+[^<>]*?(/?)>")
EQUALS = ("<mo>=</mo>", "<mo>≈</mo>")
TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|.)|[A-Za-z]|[0-9]+|'+|\S", re.DOTALL)
GREEK = re.compile(
    r"(?:(?:var)?(?:epsilon|theta|phi|rho|sigma)|alpha|beta|gamma|delta|zeta|eta|iota|kappa|lambda|mu|nu|xi|pi|tau|upsilon|chi|psi|omega"
    r"|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega|ell)"
)
ACCENTS = frozenset(["bar", "hat", "tilde", "vec", "dot", "ddot", "overline", "mathbf", "boldsymbol", "mathcal", "mathbb"])
UPRIGHT = frozenset(["mathrm", "text", "textrm", "mbox", "operatorname", "operatorname*", "mathit"])
ARGUMENTS = {"begin": 1, "end": 1, "tag": 1, "label": 1, "hspace": 1, "color": 1}
OPENING, CLOSING = frozenset(["{", r"\left", r"\begin"]), frozenset(["}", r"\right", r"\end"])
OPEN_BRACKET = re.compile(r"[(\[]|\\(?:\{|l(?:angle|brace|brack|floor|ceil|vert|Vert|group|moustache))")
CLOSED_BRACKET = re.compile(r"[)\]]|\\(?:\}|r(?:angle|brace|brack|floor|ceil|vert|Vert|group|moustache))")
BRACKET = 4
"""What an open bracket weighs: math_core takes twice as long for each."""
SUMS = frozenset({r"\sum", r"\prod"})
CONSTANTS = frozenset({r"\pi", "e"})
"""Not variables: the circle number and the base of natural logarithms."""
PERHAPS = frozenset({"d", r"\Delta"})
"""A differential and a difference, unless they stand for themselves."""


@lru_cache(maxsize=4096)
def mathml(tex: str, display: bool, decimal: str = ".") -> str:
    """MathML of a formula, its numbers with the given decimal sign; `display` sets it apart. Raises `LatexError` where the TeX is wrong."""
    if len(tex) > LONGEST or _depth(tex) > DEEPEST:  # math_core would take hours, or the process with it
        raise LatexError("too long or nested too deeply")
    written = POINT.sub(rf"\1{decimal}", _latex.convert_with_local_state(tex, displaystyle=display))
    return written if display else _breakable(written)


def _breakable(written: str) -> str:
    """A calculation in running text may go on in the next line before its second sign of equality: one MathML never breaks."""
    content = written.removeprefix("<math>").removesuffix("</math>")
    depth, signs = 0, []
    for tag in TAG.finditer(content):
        if not depth and content.startswith(EQUALS, tag.start()):
            signs.append(tag.start())
        depth += -1 if tag[1] else not tag[2]
    if len(signs) < 2:
        return written
    pieces = [content[start:end] for start, end in zip([0, *signs[1:]], [*signs[1:], None], strict=True)]
    return f'<bdi dir="ltr" class="calculation">{"".join(f"<math>{piece}</math>" for piece in pieces)}</bdi>'


def problem(tex: str, display: bool) -> str | None:
    """What is wrong with a formula, or None."""
    try:
        mathml(tex, display)
    except LatexError as error:
        return str(error).strip().splitlines()[0]
    return None


def _depth(tex: str) -> int:
    """How deep groups, brackets and commands that take each other as arguments nest; a bracket may stay open."""
    deepest = groups = brackets = run = 0
    for token in TOKEN.findall(tex):
        groups += (token in OPENING) - (token in CLOSING)
        brackets = max(0, brackets + bool(OPEN_BRACKET.fullmatch(token)) - bool(CLOSED_BRACKET.fullmatch(token)))
        run = run + 1 if token.startswith("\\") else 0
        deepest = max(deepest, groups + run, brackets * BRACKET)
    return deepest


def symbols(tex: str, known: frozenset[str] = frozenset()) -> Iterator[str]:
    r"""Normal forms (`\rho_b`, `C_0`, `H'`) of the symbols in a formula, each as often as it stands there."""
    return (symbol for symbol in occurrences(tex, known) if symbol not in PERHAPS)


@lru_cache(maxsize=4096)
def occurrences(tex: str, known: frozenset[str]) -> tuple[str, ...]:
    """As `symbols`, with what only perhaps is one."""
    tokens = TOKEN.findall(tex)
    bound = {
        tokens[i + 3] for i in range(len(tokens) - 4) if tokens[i] in SUMS and tokens[i + 1 : i + 3] == ["_", "{"] and tokens[i + 4] == "="
    }
    found = []
    position = 0
    while position < len(tokens):
        symbol, position = _symbol(tokens, position, known)
        if symbol and symbol not in CONSTANTS and symbol not in bound:
            found.append(symbol)
    return tuple(found)


def normal(tex: str) -> str:
    r"""One spelling of a symbol: `K_{d}` and `K_\mathrm{d}` → `K_d`, `t_{1/2}` stays."""
    tokens = TOKEN.findall(tex)
    symbol, end = _base(tokens, 0)
    if symbol == r"\Delta" and end < len(tokens):
        inner, _ = _base(tokens, end)
        return f"{symbol} {inner}"
    if not symbol or end >= len(tokens):
        return symbol or "".join(tokens)
    return symbol + "".join(tokens[end:]) if tokens[end] != "^" else f"{symbol}^{_plain(_group(tokens, end + 1)[0])}"


def _symbol(tokens: list[str], start: int, known: frozenset[str]) -> tuple[str | None, int]:
    """The symbol that begins at `start`, the longest that is known, and where reading goes on."""
    base, end = _base(tokens, start)
    name = tokens[start].removeprefix("\\")
    if name in UPRIGHT:
        return (base if base in known else None), end
    if base is None:
        skip = ARGUMENTS.get(name, 0)
        for _ in range(skip):
            _, end = _group(tokens, end)
        return None, end
    if end < len(tokens) and tokens[end] == "^":
        power, after = _group(tokens, end + 1)
        if f"{base}^{_plain(power)}" in known:
            return f"{base}^{_plain(power)}", after
    if base == r"\Delta" and end < len(tokens):
        inner, after = _base(tokens, end)
        if inner and f"{base} {inner}" in known:
            return f"{base} {inner}", after
    return base, end


def _base(tokens: list[str], start: int) -> tuple[str | None, int]:
    """A letter with its primes and its index, or an accent or upright word with its argument and index."""
    token = tokens[start] if start < len(tokens) else ""
    name, end = token[1:] if token.startswith("\\") else "", start + 1
    if name in ACCENTS or name in UPRIGHT:
        argument, end = _group(tokens, end)
        wrapper = "mathrm" if name in UPRIGHT else name
        token = f"\\{wrapper}{{{_plain(argument)}}}"
    elif not (GREEK.fullmatch(name) or (len(token) == 1 and token.isascii() and token.isalpha())):
        return None, end
    index = ""
    while end < len(tokens):
        if tokens[end].startswith("'"):
            token, end = token + tokens[end], end + 1
        elif tokens[end] == "^" and (prime := _group(tokens, end + 1))[0] == [r"\prime"]:
            token, end = f"{token}'", prime[1]
        elif tokens[end] == "_" and not index:
            group, end = _group(tokens, end + 1)
            plain = _plain(group)
            index = f"_{plain}" if len(plain) == 1 else f"_{{{plain}}}"
        else:
            break
    return token + index, end


def _group(tokens: list[str], start: int) -> tuple[list[str], int]:
    """The tokens of an argument, without its braces, and where it ends."""
    if start >= len(tokens):
        return [], start
    if tokens[start] != "{":
        wide = tokens[start][1:] in UPRIGHT
        inner, end = _group(tokens, start + 1) if wide else ([], start + 1)
        return [tokens[start], *inner], end
    depth = 0
    for end in range(start, len(tokens)):
        depth += (tokens[end] == "{") - (tokens[end] == "}")
        if depth == 0:
            return tokens[start + 1 : end], end + 1
    return tokens[start + 1 :], len(tokens)


def _plain(tokens: list[str]) -> str:
    """An index without what only changes its looks."""
    return "".join(token for token in tokens if token not in ("{", "}") and token[1:] not in UPRIGHT)
