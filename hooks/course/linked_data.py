"""What search engines are told about the course and its modules, as schema.org data."""

from __future__ import annotations

from typing import Any

from course import published
from course.views import HOME, SYLLABUS, Reader

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def page(reader: Reader, source: str, home: str) -> dict[str, Any] | None:
    """Data of the home page, the syllabus and the overview of a module; None for every other page. `home`: address of the site."""
    module, lesson = reader.place(source)
    if source in (HOME, SYLLABUS):
        return _course(reader, home)
    if module and lesson == "index":
        return _module(reader, module, reader.written_in(source).locale, home)
    return None


def _course(reader: Reader, home: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": reader.say("site-name"),
        "url": _address(reader, HOME, home),
        "description": reader.say("site-description"),
        "inLanguage": reader.locale,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "timeRequired": _time(sum(module.minutes for module in reader.course.catalogue.modules if module.written)),
        "hasPart": [
            {
                "@type": "LearningResource",
                "position": view["number"],
                "name": str(view["title"]),
                "url": _address(reader, _overview(view), home),
                "inLanguage": view["title"].locale,
            }
            for view in reader.modules()
            if view["module"].written
        ],
    }


def _module(reader: Reader, view: dict[str, Any], written_in: str, home: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": str(view["title"]),
        "url": _address(reader, _overview(view), home),
        "description": str(view["scope"]),
        "inLanguage": written_in,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "timeRequired": _time(view["module"].minutes),
        "teaches": [str(objective) for objective in view["objectives"]],
        "isPartOf": {
            "@type": "Course",
            "name": reader.say("site-name"),
            "url": _address(reader, HOME, home),
            "inLanguage": reader.locale,
        },
    }


def _overview(view: dict[str, Any]) -> str:
    return f"modules/{view['module'].slug}/index.md"


def _address(reader: Reader, source: str, home: str) -> str:
    return home + published.address(source, reader.locale)


def _time(minutes: int) -> str:
    return f"PT{minutes}M"
