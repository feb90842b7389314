"""The command `course`. Here alone the clock, the working directory and the environment are read.

Exit status: 0 done, 1 findings, 2 an error of use, which is one sentence.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import signal
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course.finding import Finding
    from course.load import Course

PORT = 8000


class MisuseError(Exception):
    """An error of use; its text tells the user what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", line_buffering=True)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice of its end of life, at every build
    given = _parser().parse_args(arguments)
    try:
        return int(given.run(given, _root(given.root)))
    except MisuseError as misuse:
        print(f"course: {misuse}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever reads, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        print(f"course: {error.filename or 'the system'}: {error.strerror or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--root", type=Path, help="where the course lies (default: here or above)")
    parser = argparse.ArgumentParser(prog="course", description="Build, check and look after the course.")
    verbs = parser.add_subparsers(metavar="VERB", required=True)

    def verb(name: str, run: object, text: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=text, description=text, parents=[common])
        added.set_defaults(run=run)
        return added

    serve = verb("serve", _serve, "build all languages, serve them, follow every edit")
    serve.add_argument("--port", type=int, default=PORT)
    verb("build", _build, "build all languages into site/")
    check = verb("check", _check, "report everything that is wrong")
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.add_argument("--site", type=Path, metavar="DIR", help="look at the built site instead of the sources")
    check.add_argument("paths", nargs="*", metavar="PATH", help="only findings below these")
    lab = verb("labs", _labs, "run every lab that has changed")
    lab.add_argument("--refresh", action="store_true", help="write the new results into the notebooks and show the difference")
    export = verb("export", _export, "write quizzes for another program")
    export.add_argument("format", metavar="FORMAT", help="moodle: a question bank as Moodle XML")
    export.add_argument("--module", action="append", metavar="SLUG", help="only this module; may be repeated")
    export.add_argument("--locale", action="append", metavar="CODE", help="only this language; may be repeated")
    export.add_argument("--to", type=Path, default=Path("export"), metavar="DIR", help="where to write (default: export)")
    verb("status", _status, "what is translated, stale, missing or due for review")
    verb("sync", _sync, "bring every gettext catalogue up to date with its English source")
    reviewed = verb("reviewed", _reviewed, "mark what a translator has checked as current")
    reviewed.add_argument("paths", nargs="+", metavar="PATH")
    new = verb("new", _new, "start a module or a lesson")
    new.add_argument("kind", choices=("module", "lesson"))
    new.add_argument("slug", metavar="SLUG")
    new.add_argument("--module", metavar="SLUG", help="the module of a new lesson")
    verb("tidy", _tidy, "repair what a machine can repair for certain")
    return parser


def _serve(given: argparse.Namespace, root: Path) -> int:
    from course import serve

    for ending in (signal.SIGINT, signal.SIGTERM):  # a shell may have started us with SIGINT ignored
        signal.signal(ending, signal.default_int_handler)
    problem = serve.serve(root, given.port, os.environ, _cores(), time.monotonic)
    if problem:
        raise MisuseError(problem)
    return 0


def _build(given: argparse.Namespace, root: Path) -> int:
    from course import build

    return _report(build.build(root, os.environ, _cores(), time.monotonic, print))


def _check(given: argparse.Namespace, root: Path) -> int:
    from course import checks

    if given.site and not given.site.is_dir():
        raise MisuseError(f"{given.site} is no folder; build the site first: course build")
    top = given.site.resolve() if given.site else root
    wanted = tuple(_inside(top, path) for path in given.paths)
    course = _course(root)
    if given.site:
        from course.checks.site import check_site

        found = sorted(check_site(top, course))
    else:
        found = checks.check(course)
    found = [finding for finding in found if not wanted or _below(finding.path, wanted)]
    if given.format == "json":
        print(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=2))
        return 1 if found else 0
    return _report(found)


def _labs(given: argparse.Namespace, root: Path) -> int:
    from course import labs

    course = _course(root)
    if not given.refresh:
        return _report(labs.prepare(course, _cores(), lambda *step: print(labs.bar(*step))))
    difference, findings = labs.refresh(course, _cores(), lambda *step: print(labs.bar(*step)))
    print(difference or "the reference results are what the labs give", end="" if difference else "\n")
    return _report(findings)


def _export(given: argparse.Namespace, root: Path) -> int:
    from course import exports, locales

    course = _course(root)
    _refuse(course.findings)
    modules, codes = given.module or [*course.quizzes], given.locale or [*locales.LOCALES]
    for given_one, known, what in (
        (given.format, exports.EXPORTS, "format"),
        *((slug, course.quizzes, "module with a quiz") for slug in modules),
        *((code, locales.LOCALES, "language") for code in codes),
    ):
        if given_one not in known:
            raise MisuseError(f"{given_one} is no {what} of the course; take one of: {', '.join(sorted(known))}")
    for path, content in exports.EXPORTS[given.format](course, modules, codes).items():
        file = given.to / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        print(file)
    return 0


def _status(given: argparse.Namespace, root: Path) -> int:
    from course import status, tendencies

    course = _course(root)
    print(status.table(course, datetime.now(UTC).date()), end="")
    print(tendencies.table(course), end="")
    return 0


def _sync(given: argparse.Namespace, root: Path) -> int:
    from course import sync

    course = _course(root)
    _refuse(sync.obstacles(course))
    _write(root, sync.updated(course))
    print(sync.report(course), end="")
    return 0


def _reviewed(given: argparse.Namespace, root: Path) -> int:
    from course import sync

    course = _course(root)
    changed, left = {}, []
    for path in (_inside(root, given_path) for given_path in given.paths):
        text, problem = sync.reviewed(course, path)
        if problem:
            raise MisuseError(problem)
        if text != course.files[path]:
            changed[path] = text
        left += sync.differing(course, path)
    _write(root, changed)
    print("".join(f"{line}\n" for line in left), end="")
    return 0


def _new(given: argparse.Namespace, root: Path) -> int:
    from course import scaffold

    if given.kind == "lesson" and not given.module:
        raise MisuseError(f"name the module of the lesson: course new lesson {given.slug} --module SLUG")
    course = _course(root)
    _refuse([finding for finding in course.findings if finding.path == scaffold.CATALOGUE])
    made = scaffold.module(course, given.slug) if given.kind == "module" else scaffold.lesson(course, given.slug, given.module)
    if isinstance(made, str):
        raise MisuseError(made)
    _write(root, made.files)
    print(made.advice)
    return 0


def _tidy(given: argparse.Namespace, root: Path) -> int:
    from course import published as public
    from course import tidy

    _write(root, dict(tidy.repaired(root)))
    published = root / tidy.PUBLISHED
    if published.exists():
        new = tidy.with_new_addresses(tidy.published(root), public.addresses(_course(root)))
        _write(root, {tidy.PUBLISHED: new} if new != published.read_text(encoding="utf-8") else {})
    return 0


def _root(given: Path | None) -> Path:
    start = given.resolve() if given else Path.cwd()
    for folder in (start,) if given else (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise MisuseError(f"there is no course in {start} (no mkdocs.yml); go to its folder, or name it with --root DIR")


def _course(root: Path) -> Course:
    from course import load

    return load.load(root)


def _refuse(unread: Sequence[Finding]) -> None:
    """What cannot be read is taken for empty: nothing to write anything from."""
    if unread:
        raise MisuseError(f"repair this first: {unread[0]}")


def _inside(top: Path, given: str) -> str:
    """A path as the user wrote it → relative to the root of the course or of its site, with forward slashes."""
    for base in (Path.cwd(), top):
        path = Path(os.path.normpath(base / given))
        if path.exists() and path.is_relative_to(top):
            return path.relative_to(top).as_posix()
    raise MisuseError(f"{given} is not a file or folder below {top}; check the spelling")


def _below(path: str, wanted: Iterable[str]) -> bool:
    return any(start in (".", path) or path.startswith(f"{start}/") for start in wanted)


def _report(findings: Sequence[Finding]) -> int:
    for finding in findings:
        print(finding)
    if findings:
        number = f"{len(findings)} findings" if len(findings) > 1 else "1 finding"
        print(f"{number}; each code is explained in docs/findings.md", file=sys.stderr)
    return 1 if findings else 0


def _write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        print(path)


def _cores() -> int:
    return (os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count()) or 1


if __name__ == "__main__":
    sys.exit(main())
