"""Where a page stands for its readers and where a link on it leads.

For readers docs/ is the root and modules/ lies in it: docs/index.md addresses `modules/cases/rio-claro.md`,
and modules/cases/rio-claro.md addresses `../../index.md`.
"""

from __future__ import annotations

import posixpath
from urllib.parse import SplitResult, unquote, urlsplit

PUBLISHED = (".md", ".ipynb", ".csv", ".json", ".py")
"""What readers get from modules/: pages, notebooks, data and the scripts that made them; drawings go into the pages."""


def split(target: str) -> SplitResult | None:
    """The parts of a link's target; None when it is no address at all."""
    try:
        return urlsplit(target)
    except ValueError:
        return None


def resolve(page: str, target: str) -> str | None:
    """Path in the tree of what a relative link on `page` names; None when it leads out of the course."""
    folder = posixpath.dirname(page.removeprefix("docs/"))
    path = posixpath.normpath(posixpath.join(folder, unquote(target)))
    if path == ".." or path.startswith(("../", "/")):
        return None
    return path if path.startswith("modules/") else f"docs/{path}"
