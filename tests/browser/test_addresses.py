"""What a page tells search engines about its addresses, and contributors about the file it is made from."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

HOME = "https://course.example.org/"
SITEMAP, XHTML = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"


def read(site: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / path).read_text(encoding="utf-8"))


def sitemap(site: Path) -> dict[str, dict[str, str]]:
    """Address → language → address, all below the home page."""
    urls = ElementTree.parse(site / "sitemap.xml").iter(f"{SITEMAP}url")
    return {
        str(url.findtext(f"{SITEMAP}loc")).removeprefix(HOME): {
            link.attrib["hreflang"]: link.attrib["href"].removeprefix(HOME) for link in url.iter(f"{XHTML}link")
        }
        for url in urls
    }


def test_every_page_is_in_the_sitemap_and_its_languages_name_each_other(site: Path) -> None:
    pages = sitemap(site)
    assert len(pages["ar/modules/groundwater/lab.html"]) == 7
    assert all((site / page).is_file() for page in pages)
    assert all(pages[other] == others for others in pages.values() for other in others.values())
    built = {file.relative_to(site).as_posix() for file in site.rglob("*.html")}
    assert {page.removeprefix("ar/") for page in built - pages.keys() if page.startswith("ar/")} == {"ideas.html", "misconceptions.html"}


@pytest.mark.parametrize(
    ("path", "canonical"),
    [("ar/ideas.html", "ideas.html"), ("ideas.html", "ideas.html"), ("ar/glossary.html", "ar/glossary.html"), ("index.html", "index.html")],
)
def test_a_page_for_contributors_counts_as_the_english_one(site: Path, path: str, canonical: str) -> None:
    link = read(site, path).css_first("link[rel=canonical]")
    assert link and link.attributes["href"] == HOME + canonical


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("modules/groundwater/the-way-down.html", "modules/groundwater/the-way-down.md"),
        ("ar/modules/groundwater/the-way-down.html", "modules/groundwater/the-way-down.ar.md"),
        ("fr/modules/groundwater/the-way-down.html", "modules/groundwater/the-way-down.md"),
        ("modules/groundwater/lab.html", "modules/groundwater/lab.ipynb"),
        ("ar/modules/groundwater/lab.html", "modules/groundwater/lab.ar.po"),
        ("zh/index.html", "docs/index.zh.md"),
        ("ar/ideas.html", "docs/ideas.md"),
    ],
)
def test_edit_and_report_name_the_file_that_the_page_is_made_from(site: Path, path: str, file: str) -> None:
    report, edit = (str(link.attributes["href"]) for link in read(site, path).css("footer p:first-child a"))
    assert edit == f"{HOME}source/edit/main/{file}"
    assert parse_qs(urlsplit(report).query)["body"] == [f"{file}\n\n"]


def test_course_and_modules_are_tied_to_their_pages(site: Path) -> None:
    told = {
        path: json.loads(read(site, path).css_first("script[type='application/ld+json']").text())
        for path in ("ar/index.html", "ar/modules/groundwater/index.html")
    }
    course, module = told.values()
    assert course["url"] == module["isPartOf"]["url"] == f"{HOME}ar/index.html"
    assert [part["url"] for part in course["hasPart"]] == [module["url"]] == [f"{HOME}ar/modules/groundwater/index.html"]


def test_the_page_for_lost_readers_has_a_description(site: Path) -> None:
    description = read(site, "404.html").css_first("meta[name=description]")
    assert description and description.attributes["content"]


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_code_of_labs_is_not_searched(site: Path, locale: str) -> None:
    index = (site / f"search/{locale}.js").read_text(encoding="utf-8")
    entries = [entry for entry in json.loads(re.sub(r"^\w+\(|\);$", "", index.strip())) if "lab.html" in entry["at"]]
    assert entries
    assert [entry["at"] for entry in entries if "LABELS" in entry["text"] or "import numpy" in entry["text"]] == []
