"""Quizzes in a real browser: pointer and keyboard, without a script, on paper, kept, exported, imported."""

from __future__ import annotations

import http.server
import json
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from course import numbers

QUIZ, LESSON, PROGRESS = "modules/soil/quiz.html", "modules/soil/first.html", "progress.html"
STORE = "course-quiz-1"
Objections = Callable[[Page], list[tuple[str, list[str]]]]
HERE = Path(__file__).resolve().parents[1]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="session")
def served(quiz_site: Path) -> Iterator[str]:
    """Where the course with a quiz is served."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(quiz_site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def context(browser: Browser, served: str) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=served) as context:
        context.set_default_timeout(5000)
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    assert problems == []


def item(page: Page, name: str) -> Locator:
    return page.locator(f"#item-{name}")


def check(page: Page, name: str) -> Locator:
    item(page, name).locator('[data-do="check"]').click()
    return item(page, name).locator(".item-result")


def choose(page: Page, name: str, *options: str) -> Locator:
    for option in options:
        item(page, name).locator(f'input[value="{option}"]').check()
    return check(page, name)


def select(page: Page, name: str, **choices: str) -> Locator:
    for menu, choice in choices.items():
        item(page, name).locator(f'select[data-name="{menu}"]').select_option(choice)
    return check(page, name)


def type_in(page: Page, name: str, typed: str) -> Locator:
    item(page, name).get_by_role("textbox").fill(typed)
    return check(page, name)


def arrange(page: Page, name: str, *steps: str) -> Locator:
    for step in reversed(steps):
        for _ in steps[1:]:
            item(page, name).locator(f'li[data-id="{step}"] [data-move="-1"]').click()
    return check(page, name)


def answer_all(page: Page, right: bool) -> None:
    choose(page, "what-moves", "water" if right else "grains")
    choose(page, "what-holds", *(("water", "air") if right else ("rock", "roots")))
    choose(page, "is-air-in-pores", "false" if right else "true")
    type_in(page, "how-fast", "0.16" if right else "7")
    select(page, "which-soil", sand="fast" if right else "never", clay="slow" if right else "never")
    select(page, "fill-the-pores", small="small" if right else "large", large="wide" if right else "narrow")
    way = ("rain", "surface", "pores", "table")
    arrange(page, "the-way-down", *(way if right else way[::-1]))


# -- grading


def test_right_answers_to_every_type_count_in_full(page: Page) -> None:
    page.goto(QUIZ)
    answer_all(page, right=True)
    expect(page.locator("course-item.is-right")).to_have_count(7)
    page.get_by_role("button", name="Show my result").click()
    expect(page.locator(".quiz-result")).to_contain_text("★ Mastered.")
    expect(page.locator(".quiz-points")).to_contain_text("100")
    expect(page.locator(".quiz-repairs")).to_be_hidden()
    page.goto(PROGRESS)
    expect(page.locator(".progress-state")).to_have_text("Answered: ⁨7⁩ of ⁨7⁩. Points: ⁨100⁩ %. ★ Mastered.")


def test_wrong_answers_are_explained_and_lead_to_what_to_read_again(page: Page) -> None:
    page.goto(QUIZ)
    answer_all(page, right=False)
    expect(page.locator("course-item.is-wrong")).to_have_count(7)
    expect(item(page, "what-moves").locator(".item-result")).to_contain_text("Grains stay where they are.")
    page.get_by_role("button", name="Show my result").click()
    expect(page.locator(".quiz-points")).to_have_text("⁨0⁩ of ⁨7⁩ points, ⁨0⁩ %.")
    repairs = page.locator(".quiz-repairs li:not([hidden]) > a")
    assert [link.get_attribute("href") for link in repairs.all()] == [
        "first.html#water",
        "first.html#speed",
        "second.html",
        "second.html#air-in-soil",
    ]
    because = page.locator(".quiz-repairs li").nth(2).locator("a:not([hidden])[data-item]")
    assert [link.get_attribute("data-item") for link in because.all()] == ["what-moves"]


def test_several_choices_give_part_of_the_points(page: Page) -> None:
    page.goto(QUIZ)
    expect(choose(page, "what-holds", "water", "air", "rock")).to_contain_text("Partly right")
    expect(item(page, "what-holds").locator(".item-result")).to_contain_text("50")
    expect(item(page, "what-holds").locator(".item-result")).to_contain_text("✗ Not right. Rock Rock is what the grains are made of.")
    chosen = [item(page, "what-holds").locator(f"li.chose-{verdict}[data-id]").all() for verdict in ("right", "wrong")]
    assert [{row.get_attribute("data-id") for row in rows} for rows in chosen] == [{"water", "air"}, {"rock"}]


def test_parts_of_answers_add_up_and_only_what_they_miss_is_to_be_read_again(page: Page) -> None:
    page.goto(QUIZ)
    choose(page, "what-moves", "nothing")
    choose(page, "what-holds", "water", "air", "rock")
    choose(page, "is-air-in-pores", "false")
    type_in(page, "how-fast", "0.16")
    expect(select(page, "which-soil", sand="fast", clay="never")).to_contain_text("Partly right: ⁨50⁩ %.")
    expect(select(page, "fill-the-pores", small="small", large="narrow")).to_contain_text("Partly right: ⁨50⁩ %.")
    expect(arrange(page, "the-way-down", "rain", "pores", "table", "surface")).to_contain_text("Partly right: ⁨25⁩ %.")
    page.get_by_role("button", name="Show my result").click()
    expect(page.locator(".quiz-result")).to_have_text("⁨3.75⁩ of ⁨7⁩ points, ⁨54⁩ %.Mastered from ⁨80⁩ %.")
    because = page.locator(".quiz-repairs li:not([hidden])").all()
    assert [[link.get_attribute("href") for link in row.locator("a:not([hidden])").all()] for row in because] == [
        ["first.html#water", "#item-what-moves", "#item-the-way-down", "#item-fill-the-pores"],
        ["first.html#speed", "#item-what-holds", "#item-which-soil"],
    ]
    page.goto(PROGRESS)
    expect(page.locator(".progress-state")).to_have_text("Answered: ⁨7⁩ of ⁨7⁩. Points: ⁨54⁩ %.")


def test_changing_an_answer_takes_back_what_was_said_and_trying_again_empties_it(page: Page) -> None:
    page.goto(QUIZ)
    result = choose(page, "what-moves", "grains")
    item(page, "what-moves").locator('input[value="nothing"]').check()
    expect(result).to_be_empty()
    check(page, "what-moves")
    item(page, "what-moves").get_by_role("button", name="Try again").click()
    expect(item(page, "what-moves").locator("input:checked")).to_have_count(0)
    expect(item(page, "what-moves").locator("input").first).to_be_focused()


def test_what_is_not_answered_is_listed_and_takes_the_focus(page: Page) -> None:
    page.goto(QUIZ)
    choose(page, "what-moves", "water")
    page.get_by_role("button", name="Show my result").click()
    expect(page.locator(".quiz-missing")).to_be_focused()
    expect(page.locator(".quiz-missing a")).to_have_count(6)
    page.locator(".quiz-missing a").first.click()
    expect(item(page, "what-holds").locator("input").first).to_be_focused()
    expect(item(page, "what-holds").locator("input").first).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0,16", "Right."),
        ("16 cm/d", "Right."),
        ("16 см/сут", "Right."),
        ("٠٫١٦", "Right."),
        ("0.163", "Right."),
        ("0.157", "Right."),
        ("0.164", "Divide the flux"),
        ("0.04", "This is the flux"),
        ("0.0405", "This is the flux"),
        ("0.0415", "Divide the flux"),
        ("16", "would be right in ⁨cm/d⁩"),
        ("1.6", "power of ten"),
        ("0.5", "Divide the flux by the porosity."),
    ],
)
def test_a_number_is_judged(page: Page, typed: str, said: str) -> None:
    page.goto(LESSON)
    expect(type_in(page, "how-fast", typed)).to_contain_text(said)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("16cm/d", "Read as ⁨16\u00a0cm/d⁩."), ("16 см/сут", "Read as ⁨16\u00a0см/сут⁩."), ("0,16", "Read as ⁨0.16⁩.")],
)
def test_what_was_read_is_told_with_its_unit(page: Page, typed: str, said: str) -> None:
    page.goto(LESSON)
    assert said in type_in(page, "how-fast", typed).inner_text()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type a number first."),
        ("many", "cannot be read"),
        ("1,234", "could mean ⁨1234⁩ or ⁨1,234⁩"),
        ("0.16 kg", "is not one that this answer can have"),
    ],
)
def test_what_cannot_be_judged_gets_a_message_and_no_verdict(page: Page, typed: str, said: str) -> None:
    page.goto(LESSON)
    expect(type_in(page, "how-fast", typed)).to_be_empty()
    expect(item(page, "how-fast").locator(".item-error")).to_contain_text(said)
    expect(item(page, "how-fast").get_by_role("textbox")).to_be_focused()
    expect(item(page, "how-fast").get_by_role("textbox")).to_have_accessible_description(re.compile(re.escape(said)))


def test_numbers_are_read_and_printed_as_the_language_of_the_page_writes_them(page: Page) -> None:
    page.goto(f"fr/{QUIZ}")
    assert item(page, "how-fast").locator(".item-key [data-for=right] b").text_content() == "0,16\u00a0m/d"
    result = type_in(page, "how-fast", "1,234")
    expect(result).to_contain_text("⁨1,234⁩")
    expect(item(page, "how-fast")).to_contain_class("is-wrong")
    expect(type_in(page, "how-fast", "0.160")).to_contain_text("⁨0,16⁩")
    expect(item(page, "how-fast")).to_contain_class("is-right")


def test_numbers_are_read_as_the_golden_vectors_say(page: Page) -> None:
    vectors = json.loads((HERE / "golden/numbers.json").read_text(encoding="utf-8"))
    page.goto(QUIZ)
    given = [[vector["typed"], numbers.DOUBTFUL[vector["locale"]]] for vector in vectors]
    read = page.evaluate("given => given.map(([typed, doubtful]) => courseQuiz.readNumber(typed, doubtful))", given)
    wanted = [{key: value for key, value in vector.items() if key not in ("locale", "typed")} for vector in vectors]
    assert [(vector["typed"], got) for vector, got in zip(vectors, read, strict=True)] == [
        (vector["typed"], want) for vector, want in zip(vectors, wanted, strict=True)
    ]


# -- without a pointer, without a script, on paper


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto(QUIZ)
    item(page, "what-moves").locator("input").first.focus()
    right = item(page, "what-moves").locator('input[value="water"]')
    while not right.is_checked():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(item(page, "what-moves")).to_contain_class("is-right")
    up = item(page, "the-way-down").locator('li[data-id="table"] [data-move="-1"]')
    up.focus()
    for _ in range(4):
        page.keyboard.press("Enter")
    expect(up).to_be_focused()
    expect(item(page, "the-way-down").locator(".item-steps > li").first).to_have_attribute("data-id", "table")
    expect(item(page, "the-way-down").locator(".item-result")).to_contain_text("Now at place ⁨1⁩ of ⁨4⁩.")


def test_no_line_begins_with_the_sign_after_a_menu(page: Page) -> None:
    page.goto(QUIZ)
    menu = item(page, "fill-the-pores").locator("select").last
    below = """menu => { const sign = document.createRange(); sign.setStart(menu.nextSibling, 0); sign.setEnd(menu.nextSibling, 1);
        return sign.toString() + (sign.getBoundingClientRect().top > menu.getBoundingClientRect().bottom ? " on the next line" : ""); }"""
    for width in range(240, 440, 2):
        page.set_viewport_size({"width": width, "height": 800})
        assert menu.evaluate(below) == ".", width


@pytest.mark.parametrize(("name", "menu", "value"), [("fill-the-pores", "large", "wide"), ("which-soil", "sand", "fast")])
def test_a_choice_that_does_not_fit_its_menu_stands_below_it(page: Page, name: str, menu: str, value: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(QUIZ)
    below = item(page, name).locator(".item-chosen")
    select(page, name, **{menu: value})
    expect(below).to_have_count(0)
    words = "the mass on the grains divided by the mass in the water of the pores"
    item(page, name).locator(f'select[data-name="{menu}"] [value="{value}"]').evaluate(
        "(option, words) => option.textContent = words", words
    )
    select(page, name, **{menu: ""})
    select(page, name, **{menu: value})
    expect(below).to_have_text(words)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_page_of_a_quiz_says_how_long_it_takes_and_leads_to_its_module(page: Page) -> None:
    page.goto(QUIZ)
    above = page.locator(".eyebrow")
    assert above.inner_text() == "Module 1 · 20 min"
    above.get_by_role("link").click()
    assert page.url.endswith("soil/index.html")


def test_the_plan_of_a_module_leads_to_its_quiz(page: Page) -> None:
    page.goto("modules/soil/index.html")
    page.locator(".plan a[href$='quiz.html']").evaluate("link => link.click()")
    page.wait_for_url(f"**/{QUIZ}")


def test_without_a_script_questions_and_folded_answers_are_there(browser: Browser, served: str) -> None:
    with browser.new_context(base_url=served, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(QUIZ)
        expect(page.locator("course-item")).to_have_count(7)
        expect(page.get_by_role("button", name="Check")).to_have_count(0)
        item(page, "what-moves").get_by_text("Answer and explanations").click()
        expect(item(page, "what-moves").get_by_text("Grains stay where they are.")).to_be_visible()
        page.goto(PROGRESS)
        expect(page.get_by_text("Keeping answers needs JavaScript.")).to_be_visible()


def test_on_paper_the_key_stands_on_a_sheet_of_its_own_after_the_questions(page: Page) -> None:
    page.goto(QUIZ)
    answer_all(page, right=False)
    expect(page.locator(".quiz-key")).to_be_hidden()
    page.emulate_media(media="print")
    key = page.locator(".quiz-key")
    expect(key).to_be_visible()
    assert key.evaluate("node => getComputedStyle(node).breakBefore") == "page"
    numbers = "nodes => nodes.map(node => getComputedStyle(node, '::before').content)"
    for kind in (".item-gap", ".item-choices"):
        assert item(page, "fill-the-pores").locator(kind).evaluate_all(numbers) == ['"1: "', '"2: "']
    for hidden in (".item-result", ".item-key", ".item-actions", ".quiz-repairs"):
        assert not [node for node in page.locator(hidden).all() if node.is_visible()]
    last = page.locator("course-item").last.bounding_box()
    assert last
    assert key.bounding_box()["y"] > last["y"] + last["height"]  # type: ignore[index]


# -- kept on the device


def stored(page: Page) -> dict[str, object]:
    return json.loads(page.evaluate(f"localStorage.getItem('{STORE}')"))  # type: ignore[no-any-return]


def store(page: Page, name: str, **changed: object) -> None:
    """Change the entry that is kept for an item."""
    state = stored(page)
    state["items"][name] |= changed  # type: ignore[index]
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [STORE, json.dumps(state)])


def test_answers_survive_a_reload_and_are_the_same_in_the_lesson_and_in_another_language(page: Page) -> None:
    page.goto(LESSON)
    type_in(page, "how-fast", "0.04")
    page.reload()
    expect(item(page, "how-fast").get_by_role("textbox")).to_have_value("0.04")
    page.goto(QUIZ)
    expect(item(page, "how-fast")).to_contain_class("is-wrong")
    page.goto(f"ar/{QUIZ}")
    expect(item(page, "how-fast").get_by_role("textbox")).to_have_value("0.04")
    expect(item(page, "how-fast").locator(".item-result")).to_contain_text("هذا هو التدفق")


@pytest.mark.parametrize(("right", "state"), [(True, "is-right"), (False, "is-wrong")])
def test_answers_of_every_type_survive_a_reload(page: Page, right: bool, state: str) -> None:
    page.goto(QUIZ)
    answer_all(page, right=right)
    page.reload()
    expect(page.locator(f"course-item.{state}")).to_have_count(7)


def test_an_answer_lapses_when_the_key_changes(page: Page) -> None:
    page.goto(QUIZ)
    choose(page, "what-moves", "water")
    store(page, "what-moves", digest="0" * 10)
    page.reload()
    expect(item(page, "what-moves").locator("input:checked")).to_have_count(0)
    page.goto(PROGRESS)
    expect(page.locator(".progress-state")).to_contain_text("Answered: ⁨0⁩ of ⁨7⁩. Points: ⁨0⁩ %.")


GONE = {
    "what-moves": ["gone"],
    "what-holds": ["water", "gone"],
    "how-fast": [],
    "which-soil": ["sand=fast", "clay=gone"],
    "the-way-down": ["rain", "surface", "pores", "gone"],
    "fill-the-pores": ["small=gone", "large=wide"],
}


def test_an_answer_lapses_when_the_question_no_longer_offers_it(page: Page) -> None:
    page.goto(QUIZ)
    answer_all(page, right=True)
    for name, answer in GONE.items():
        store(page, name, answer=answer)
    page.reload()
    expect(item(page, "is-air-in-pores")).to_contain_class("is-right")
    expect(page.locator("input:checked")).to_have_count(1)
    expect(page.locator(".is-right, .is-partly, .is-wrong, [aria-invalid]")).to_have_count(1)
    assert list(stored(page)["items"]) == ["is-air-in-pores"]  # type: ignore[call-overload]


def test_several_choices_are_restored_in_whatever_order_they_were_given(page: Page) -> None:
    page.goto(QUIZ)
    choose(page, "what-holds", "water", "air")
    store(page, "what-holds", answer=["air", "water"])
    page.reload()
    expect(item(page, "what-holds")).to_contain_class("is-right")


def test_a_number_that_can_be_read_in_two_ways_in_this_language_is_shown_without_reproach(page: Page) -> None:
    page.goto(f"fr/{QUIZ}")
    item(page, "how-fast").get_by_role("textbox").fill("1,234")
    page.keyboard.press("Enter")
    expect(item(page, "how-fast")).to_contain_class("is-wrong")
    page.goto(QUIZ)
    expect(item(page, "how-fast").get_by_role("textbox")).to_have_value("1,234")
    expect(page.locator(".is-wrong, [aria-invalid]")).to_have_count(0)
    assert "how-fast" in stored(page)["items"]  # type: ignore[operator]


def test_where_storage_is_forbidden_the_quiz_works_and_says_so(context: BrowserContext, page: Page) -> None:
    context.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});")
    page.goto(QUIZ)
    expect(choose(page, "what-moves", "water")).to_contain_text("does not let this page keep answers")
    expect(item(page, "what-moves")).to_contain_class("is-right")


def test_where_storage_is_full_the_quiz_works_and_says_so(context: BrowserContext, page: Page) -> None:
    context.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };")
    page.goto(QUIZ)
    expect(choose(page, "what-moves", "water")).to_contain_text("does not let this page keep answers")


def test_it_works_from_a_file(quiz_site: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((quiz_site / QUIZ).as_uri())
    choose(page, "what-moves", "water")
    page.reload()
    expect(item(page, "what-moves")).to_contain_class("is-right")
    page.close()


# -- progress


def test_progress_shows_continues_exports_imports_and_deletes(page: Page, tmp_path: Path) -> None:
    page.goto(QUIZ)
    choose(page, "what-moves", "water")
    page.goto(PROGRESS)
    expect(page.locator(".progress-state")).to_contain_text("Answered: ⁨1⁩ of ⁨7⁩.")
    assert page.locator(".progress-continue a").get_attribute("href") == "modules/soil/quiz.html#item-what-holds"
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    download.value.save_as(tmp_path / "answers.json")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Delete").click()
    expect(page.locator(".progress-state")).to_contain_text("Answered: ⁨1⁩ of ⁨7⁩.")
    assert set(stored(page)["items"]) == {"what-moves"}  # type: ignore[call-overload]
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete").click()
    expect(page.locator(".progress-said")).to_have_text("Your answers are deleted.")
    expect(page.locator(".progress-state")).to_contain_text("Answered: ⁨0⁩ of ⁨7⁩.")
    assert page.evaluate(f"localStorage.getItem('{STORE}')") is None
    page.goto(QUIZ)
    choose(page, "is-air-in-pores", "false")
    page.goto(PROGRESS)
    page.get_by_label("Import").set_input_files(tmp_path / "answers.json")
    expect(page.locator(".progress-said")).to_contain_text("Imported: ⁨1⁩ answers.")
    expect(page.locator(".progress-state")).to_contain_text("Answered: ⁨2⁩ of ⁨7⁩.")


HOSTILE: dict[str, object] = {
    "format": STORE,
    "last": "javascript:alert(1)",
    "items": {
        "__proto__": {"digest": "0123456789", "score": 1, "answer": ["x"]},
        "constructor": {"digest": "0123456789", "score": 1, "answer": ["<img src=x onerror=alert(1)>"]},
        "what-moves": {"digest": "DIGEST", "score": 1, "answer": ['"><img src=x onerror=alert(1)>', "water]", "grains"]},
        "what-holds": {"digest": "DIGEST", "score": 7, "answer": []},
        "how-fast": {"digest": "DIGEST", "score": 0, "answer": ["<script>alert(1)</script>"]},
        "which-soil": {"digest": "DIGEST", "score": 0.5, "answer": ["sand=<b>", "=", "x=y=z"]},
        "the-way-down": {"digest": "DIGEST", "score": 0.5, "answer": ["x", "rain"]},
        "is-air-in-pores": {"digest": "DIGEST", "score": "1", "answer": "true"},
        "a" * 200: {"digest": "0123456789", "score": 1, "answer": []},
        "long": {"digest": "0123456789", "score": 1, "answer": ["x" * 101]},
        "many": {"digest": "0123456789", "score": 1, "answer": ["x"] * 41},
    },
}


def test_a_hostile_file_does_no_harm(page: Page) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.goto(QUIZ)
    for node in page.locator("course-item").all():
        entry = HOSTILE["items"].get(node.get_attribute("data-id"))  # type: ignore[attr-defined]
        if entry:
            entry["digest"] = node.get_attribute("data-digest")
    page.goto(PROGRESS)
    page.get_by_label("Import").set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(HOSTILE).encode()})
    expect(page.locator(".progress-said")).to_contain_text("Imported: ⁨5⁩ answers.")
    assert set(stored(page)["items"]) == {"constructor", "what-moves", "how-fast", "which-soil", "the-way-down"}  # type: ignore[call-overload]
    assert stored(page)["last"] == ""
    page.goto(QUIZ)
    expect(page.locator("input:checked, [aria-invalid], .is-right, .is-partly, .is-wrong")).to_have_count(0)
    assert page.locator("article img, article script").count() == 0


def test_no_more_answers_are_taken_than_a_course_can_have(page: Page) -> None:
    page.goto(PROGRESS)
    taken = """format => courseQuiz.clean({format, items: Object.fromEntries(Array.from({length: 5001},
        (_, n) => ["item-" + n, {digest: "0123456789", score: 1, answer: []}]))}).items.size"""
    assert page.evaluate(taken, STORE) == 5000


SOUND = b'{"format":"course-quiz-1","items":{"how-fast":{"digest":"0123456789","score":1,"answer":[]}}}'


@pytest.mark.parametrize(
    "content",
    [b"", b"null", b"[]", b"{", b'{"format":"other","items":{}}', b"\xff\xfe", pytest.param(SOUND + b" " * 1_000_000, id="too large")],
)
def test_a_file_of_another_kind_changes_nothing(page: Page, content: bytes) -> None:
    page.goto(QUIZ)
    choose(page, "what-moves", "water")
    page.goto(PROGRESS)
    page.get_by_label("Import").set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": content})
    expect(page.locator(".progress-said")).to_contain_text("Nothing was changed.")
    assert set(stored(page)["items"]) == {"what-moves"}  # type: ignore[call-overload]


# -- for everyone


def test_an_item_that_is_not_translated_says_so_and_keeps_its_language(page: Page) -> None:
    page.goto(f"ar/{QUIZ}")
    english = item(page, "what-holds").locator("legend > span").last
    assert (english.get_attribute("lang"), english.get_attribute("dir")) == ("en", "ltr")
    assert item(page, "what-moves").locator("legend > [lang]").count() == 0
    expect(item(page, "what-moves").locator("legend bdi[dir=ltr]")).to_have_text("12.5 mg/L")
    expect(item(page, "how-fast").locator(".item-note")).to_have_count(1)


STATES: dict[str, Callable[[Page], None]] = {
    "unanswered": lambda page: page.get_by_role("button").and_(page.locator('[data-do="finish"]')).click(),
    "wrong": lambda page: grade(page, right=False),
    "right": lambda page: grade(page, right=True),
}


def grade(page: Page, right: bool) -> None:
    """The same in every language: by ids, not by words."""
    for option in ("what-moves=water", "is-air-in-pores=false") if right else ("what-moves=grains", "is-air-in-pores=true"):
        name, value = option.split("=")
        item(page, name).locator(f'input[value="{value}"]').check()
    for value in ("water", "air") if right else ("rock", "water"):
        item(page, "what-holds").locator(f'input[value="{value}"]').check()
    item(page, "how-fast").get_by_role("textbox").fill("0.16" if right else "1,234")
    for menu, value in {
        "sand": "fast",
        "clay": "slow" if right else "never",
        "small": "small",
        "large": "wide" if right else "narrow",
    }.items():
        page.locator(f'select[data-name="{menu}"]').select_option(value)
    item(page, "the-way-down").locator('[data-move="1"]').first.click()
    page.locator('[data-do="finish"]').click()


@pytest.mark.parametrize("width", [320, 1100])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["", "ar/", "zh/"])
def test_axe_finds_nothing(browser: Browser, served: str, objections: Objections, locale: str, scheme: str, width: int) -> None:
    options = {"base_url": served, "color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    with browser.new_context(**options) as context:  # type: ignore[arg-type]
        for state, act in STATES.items():
            page = context.new_page()
            page.goto(locale + QUIZ)
            page.evaluate("localStorage.clear()")
            page.reload()
            act(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert objections(page) == [], state
            page.close()
        page = context.new_page()
        page.goto(locale + PROGRESS)
        assert objections(page) == []
