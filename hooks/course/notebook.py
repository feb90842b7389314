"""What a page takes from a notebook that nbconvert has rendered with overrides/course/notebook.html."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from pygments.lexers.python import PythonLexer
from pygments.token import STANDARD_TYPES

from course import markdown

_END = "<!-- the end of the lab"
_CODE = re.compile(r'(?<=<div class="highlight"><pre tabindex="0">).*?(?=</pre>)', re.DOTALL)
_COLOURED = frozenset({"c", "c1", "cm", "sd", "k", "kn", "kc", "ow", "nb", "s", "s1", "s2", "sa", "mi", "mf"})
"""The marks of Pygments that docs/assets/css/course.css colours."""


def content(text: str) -> str:
    """The notebook without what comes after its end, its code coloured.

    Chinese lines are joined here: Markdown inside HTML is out of reach of the page's own joining.
    """
    return _CODE.sub(lambda code: coloured(html.unescape(code[0])), markdown.joined(text.partition(_END)[0]))


@lru_cache(maxsize=1024)
def coloured(source: str) -> str:
    """Python as HTML, with no more marks than the page colours: a lab has thousands."""
    tokens = PythonLexer(stripnl=False, ensurenl=False).get_tokens(source)
    return "".join(_marked(STANDARD_TYPES.get(kind, ""), html.escape(text, quote=False)) for kind, text in tokens)


def _marked(name: str, text: str) -> str:
    return f'<span class="{name}">{text}</span>' if name in _COLOURED else text
