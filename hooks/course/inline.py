"""The inline subset of Markdown in which quizzes are written, into sanitised HTML or plain text.

    *emphasis*  **strong**  `code`  H~2~O  10^-3^  $R$  [words](term:soil)  [lesson](sorption.md#kd)

Nothing else becomes markup: raw HTML is shown as text, and is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from math_core import LatexError
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from course import formula, numbers
from course.leftovers import DOLLAR
from course.locales import LOCALES, SOURCE, Locale
from course.reference import Units
from course.units import together

RULES = ["emphasis", "backticks", "link", "escape"]
RAW_HTML = re.compile(r"</?[A-Za-z][^>]*>|<!--")
MATH = (
    "math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup mover munder munderover "
    "mtable mtr mtd mstyle mpadded mphantom semantics annotation"
)
TAGS = {"em", "strong", "code", "sub", "sup", "a", "bdi", *MATH.split()}
MATH_ATTRIBUTES = {
    "mathvariant", "displaystyle", "scriptlevel", "stretchy", "symmetric", "fence", "separator", "form", "largeop", "movablelimits",
    "accent", "lspace", "rspace", "minsize", "maxsize", "width", "height", "depth", "linethickness", "columnalign", "columnspacing",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "class", "data-term"}, "bdi": {"dir"}, **dict.fromkeys(MATH.split(), MATH_ATTRIBUTES)}

NO_UNITS = Units()

Link = Callable[[str], str]
"""Where a link's target lies, seen from the page; '' when it is not there, and only the words stay."""


def html(text: str, link: Link, locale: Locale = LOCALES[SOURCE], known: Units = NO_UNITS) -> str:
    """`text` as HTML that holds nothing but the subset; numbers stay with their units, in right-to-left text isolated."""
    tokens, before = _tokens(text), ""
    for token in tokens:
        if token.type == "text":
            token.content = together(token.content, locale.code, known, before)
        before = token.content[-1:] or before
        if token.type == "link_open":
            target = str(token.attrs["href"])
            if target.startswith("term:"):
                token.attrs |= {"class": "term", "data-term": target[5:]}
            token.attrs.pop("href")
            if there := link(target):
                token.attrs["href"] = there
    if locale.direction == "rtl":
        tokens = list(_isolated(tokens))
    written: str = _markdown.renderer.render([Token("inline", "", 0, children=tokens)], _markdown.options, {"decimal": locale.decimal})
    return nh3.clean(written, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https"}, link_rel=None)


def plain(text: str) -> str:
    """`text` without its markup, for menus and names."""
    return "".join(token.content for token in _tokens(text))


def links(text: str) -> Iterator[str]:
    return (str(token.attrs["href"]) for token in _tokens(text) if token.type == "link_open")


def problem(text: str) -> str | None:
    """What is wrong with a text, and what to do; None when nothing is."""
    if found := RAW_HTML.search(text):
        return f"{found[0]} is HTML, which readers would see as it stands; use *emphasis*, `code`, $math$ or [links](page.md)"
    for token in _tokens(text):
        if token.type == "math_inline" and (reason := formula.problem(token.content, False)):
            return f"the formula {token.content} cannot be set ({reason}); correct the TeX"
        if token.type == "text" and "\\$" not in text and (sign := DOLLAR.search(token.content)):
            return f"'{sign[0]}' makes no formula; write $x$ without spaces inside, or \\$ for the sign"
    for target in links(text):
        scheme = urlsplit(target).scheme
        if scheme not in ("", "term", "http", "https"):
            return f"the link to {target} is of a kind that is not allowed here; use a page of the course, term: or https:"
    return None


def marked(text: str) -> bool:
    """Whether `text` holds markup, which a menu cannot show."""
    return any(token.type != "text" for token in _tokens(text))


def _tokens(text: str) -> list[Token]:
    return _markdown.parseInline(text)[0].children or []


def _isolated(tokens: Sequence[Token]) -> Iterator[Token]:
    """Numbers in `bdi`; a power or an index that follows one stays with it."""
    ahead = iter([*tokens, Token("text", "", 0)])
    token = next(ahead)
    for following in ahead:
        if token.type == "text":
            *before, (text, isolated) = numbers.pieces(token.content)
            for piece, number in before:
                yield from _isolate([_text(piece)]) if number else [_text(piece)]
            last = [_text(text)]
            if isolated and following.type in ("sup_open", "sub_open"):
                last += [following, next(ahead), next(ahead)]
                following = next(ahead)
            yield from _isolate(last) if isolated else last
        else:
            yield token
        token = following


def _isolate(tokens: Sequence[Token]) -> Iterator[Token]:
    yield Token("bdi_open", "bdi", 1, attrs={"dir": "ltr"})
    yield from tokens
    yield Token("bdi_close", "bdi", -1)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _math(_self: Any, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType) -> str:
    tex = tokens[index].content
    try:
        return formula.mathml(tex, False, env["decimal"])
    except LatexError:
        return tex.replace("&", "&amp;").replace("<", "&lt;")


_markdown = MarkdownIt("zero").enable(RULES).use(dollarmath_plugin, allow_space=False).use(sub_plugin).use(superscript_plugin)
_markdown.add_render_rule("math_inline", _math)
_markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # nh3 decides
