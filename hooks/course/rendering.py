"""From views to HTML, by templates only: overrides/course/*.html."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from course import locales
from course.markdown import Render
from course.views import Reader

if TYPE_CHECKING:
    from jinja2 import Environment


def prepare(env: Environment, reader: Reader) -> Environment:
    """Give templates the reader and the interface strings: `say('key')`, `message.key`."""
    env.globals |= {"reader": reader, "say": reader.say, "locale": locales.LOCALES[reader.locale]}
    return env


@lru_cache(maxsize=8)
def environment(get_env: Callable[[], Environment], reader: Reader) -> Environment:
    """The templates for what stands inside pages; MkDocs makes its own environment only after the pages are read."""
    return prepare(get_env(), reader)


def renderer(env: Environment, reader: Reader, path: str) -> Render:
    """`render(name, …)` for one page. `path` is where its source lies, below docs/ or modules/."""
    source = reader.source(path)
    page = reader.page(source)
    numbers = {reference.key: number for number, reference in enumerate(reader.cited(page), 1)}

    def render(name: str, /, **given: Any) -> str:
        template = env.get_template(f"course/{name}.html")
        return template.render(**_data(name, given), page_path=path)

    def _data(name: str, given: dict[str, Any]) -> dict[str, Any]:
        if name == "citation":
            cited = [(numbers.get(key), key, locator, reader.course.references.get(key)) for key, locator in given["cited"]]
            return {"cited": cited}
        if name == "figure":
            return {"figure": reader.figure(source, given["src"]), **given}
        if name == "limit":
            view = reader.limit(given["name"])
            return {"limit": view, "number": numbers.get(view["limit"].source) if view else None, **given}
        if name == "symbols":
            return {"symbols": [reader.symbol(symbol.strip()) for symbol in given["name"].split(",")]}
        if name == "list":
            return {"include": f"course/list-{given['name']}.html"}
        return given

    return render


def page_view(reader: Reader, path: str) -> dict[str, Any]:
    """What the page's own template needs beside the content."""
    source = reader.source(path)
    page = reader.page(source)
    module, lesson = reader.place(source)
    return {
        "source": source,
        "fallback": reader.fallback(source) and not page.meta.untranslated,
        "written_in": locales.SOURCE if reader.fallback(source) else reader.locale,
        "stale": reader.stale(source),
        "references": reader.cited(page),
        "terms": reader.terms_of(page),
        "math": bool(page.formulas or page.symbols) or source == "docs/notation.md",
        "module": module,
        "lesson": lesson,
        "description": page.meta.description,
    }
