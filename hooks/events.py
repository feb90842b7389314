"""MkDocs events in firing order; with mkdocs-static-i18n all but the first run once per locale.

Nothing is decided here: each event hands MkDocs' objects to `course` and the answer back.
"""

from __future__ import annotations

import logging
import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mkdocs.utils
from mkdocs import plugins
from mkdocs.structure.files import File

from course import checks, labs, load, locales, markdown, navigation, notebook, published, rendering, search
from course.views import Reader

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.course")

UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/favicon.png")
"""What the theme would publish and no page asks for."""

if ".ipynb" not in mkdocs.utils.markdown_extensions:  # notebooks are pages, in every locale
    mkdocs.utils.markdown_extensions = (*mkdocs.utils.markdown_extensions, ".ipynb")  # type: ignore[assignment]  # one more


@plugins.event_priority(-200)  # after mkdocs-static-i18n has set the locale
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    reader = config.extra["reader"] = Reader(load.load_once(_root(config)), _locale(config))
    config.nav = navigation.nav(reader)
    config.site_name = reader.say("site-name")
    config.site_description = reader.say("site-description")
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Plain MkDocs works on one core."""
    if _locale(config) == locales.SOURCE and not config.extra.get("checked"):  # course build checks beside the workers
        for finding in checks.check(_reader(config).course):
            log.warning(str(finding))
        for finding in labs.prepare(_reader(config).course, 1, lambda *step: log.info(labs.bar(*step))):
            log.warning(str(finding))
    labs.tell(_reader(config).course, _locale(config))


@plugins.event_priority(100)  # before mkdocs-jupyter and mkdocs-static-i18n look at the files
def _mount(files: Files, config: MkDocsConfig) -> Files:
    """The pages and downloads of modules/ join those of docs/, for now as if they lay there."""
    course = _reader(config).course
    for path in (*published.files(course), *labs.mounted(course, _locale(config))):
        files.append(File(path, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


@plugins.event_priority(-200)  # after mkdocs-static-i18n has made every File anew
def _resolve(files: Files, config: MkDocsConfig) -> Files:
    root, reader = _root(config), _reader(config)
    made = labs.mounted(reader.course, reader.locale)
    for file in list(files):
        file.edit_uri = reader.file(reader.source(file.src_uri))
        if file.src_uri.startswith(UNUSED):
            files.remove(file)
        elif file.src_uri.startswith("modules/"):
            source = published.written_in(file.src_uri)
            file.src_dir = str(root)
            file.abs_src_path = str(made.get(file.src_uri, root / source))
            if source != file.src_uri:
                file.content_string = navigation.QUIZ
    return files


on_files = plugins.CombinedEvent(_mount, _resolve)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    return rendering.prepare(env, _reader(config))


@plugins.event_priority(-200)  # last: what the other plugins change is rendered too
def on_page_markdown(text: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    reader = _reader(config)
    written_in = reader.written_in(reader.source(page.file.src_uri))
    config.mdx_configs |= {extension: {"types": blocks} for extension, blocks in rendering.blocks(written_in).items()}
    if page.file.src_uri in labs.mounted(reader.course, reader.locale):
        text = notebook.content(text)
    config.mdx_configs["course.markdown"] = {
        "context": markdown.Context(
            render=rendering.renderer(_environment(config), reader, page.file.src_uri),
            glossary=posixpath.relpath("glossary.md", posixpath.dirname(page.file.src_uri) or "."),
            locale=locales.LOCALES[written_in.locale],
            units=reader.course.units,
        )
    }
    return text


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    context["course"] = rendering.page_view(_reader(config), page.file.src_uri, config.site_url or "")
    return context


@plugins.event_priority(-50)  # after the search plugin, before mkdocs-static-i18n starts the next locale
def _publish_index(config: MkDocsConfig) -> None:
    plugin: Any = config.plugins["material/search"]
    search.publish(Path(config.site_dir), _reader(config), plugin.search_index.entries)


@plugins.event_priority(-200)  # after mkdocs-static-i18n has written the plugin's own index once more
def _remove_index(config: MkDocsConfig) -> None:
    Path(config.site_dir, "search", "search_index.json").unlink(missing_ok=True)


on_post_build = plugins.CombinedEvent(_publish_index, _remove_index)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent


def _locale(config: MkDocsConfig) -> str:
    plugin: Any = config.plugins["i18n"]
    return plugin.current_language or locales.SOURCE


def _reader(config: MkDocsConfig) -> Reader:
    reader: Reader = config.extra["reader"]
    return reader


def _environment(config: MkDocsConfig) -> Environment:
    return rendering.environment(config.theme.get_env, _reader(config))
