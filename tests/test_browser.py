"""The chat in a real browser: asks, clicks a citation, sees the quote; nothing leaves this machine."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from index.catalog import Catalog
from index.feedback import all_feedback
from rag.answer import answer_record
from tests.test_app import address, pytestmark, toy_home
from tests.toy_app import DOCUMENT, TRICK, toy_answer
from web.text import CHINESE

__all__ = ["address", "pytestmark", "toy_home"]

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


CRASH = "<b>崩溃</b> **粗** $$x$$ `y`"
DESKTOP = (1280, 800)
PHONE = (390, 844)


class Visit:
    """An open page, with what it complained about and whom it called."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.hosts: set[str | None] = set()
        self.waiting: set[Request] = set()  # events of the chat that are under way
        page.on("console", lambda m: self._complain(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self._complain(str(error)))
        page.on("request", self._begun)
        page.on("framenavigated", lambda _: self.waiting.clear())  # they ended with their page
        page.on("requestfinished", lambda request: self.waiting.discard(request))
        page.on("requestfailed", lambda request: self.waiting.discard(request))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname))

    def _complain(self, text: str) -> None:
        # What Gradio says when one leaves its page while it waits; a lost answer fails elsewhere.
        if "signal is aborted" not in text and "Connection errored out" not in text:
            self.complaints.append(text)

    def _begun(self, request: Request) -> None:
        if "/queue/data" in request.url:
            self.waiting.add(request)

    def answered(self, n: int = 1) -> None:
        """Waits until `n` answers are there with what to ask next, and for a while until all is done.

        Gradio complains of what it still waits for when one leaves its page. The browser does not
        always tell of the end of a stream whose page was left as it began, so the wait is bounded.
        """
        expect(self.page.locator("#chat .x-scope")).to_have_count(n, timeout=20_000)
        self.page.locator("#chat .x-next").last.wait_for(state="attached")
        still = 0
        for _ in range(200):
            still = 0 if self.waiting else still + 1
            if still == 6:  # one event may begin where another ends
                return
            self.page.wait_for_timeout(50)
        self.waiting.clear()

    def ask(self, question: str) -> None:
        self.page.locator("#question textarea").fill(question)
        self.page.locator("#question textarea").press("Enter")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not shutil.which(CHROMIUM):
        pytest.skip(f"no {CHROMIUM}: run `sh tests/setup_machine.sh` as root on Debian")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def visit(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visit]:
    width, height = getattr(request, "param", DESKTOP)
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(20_000)
    opened = Visit(page)
    page.goto(address)
    page.locator("#question textarea").wait_for()
    yield opened
    page.close()


@pytest.mark.parametrize("visit", [DESKTOP, PHONE], indirect=True, ids=["desktop", "phone"])
def test_click_on_a_citation_shows_the_quote_in_its_document(visit: Visit) -> None:
    page = visit.page
    visit.ask("产值目标？")
    page.locator(".x-scope").wait_for()
    assert page.locator("#chat .x-chip").all_inner_texts() == ["〔一、(一)〕", "〔一、(二)〕"]
    page.locator("#chat .x-chip").first.click()
    mark = page.locator("#reader mark")
    mark.wait_for()
    assert mark.inner_text() == "到2030年，产值达到80亿元。"
    expect(mark).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "页眉与落款<i>不一致。" in page.locator("#reader header").inner_text()
    assert TRICK in page.locator("#reader").inner_text()
    assert page.locator("#reader script, #reader img").count() == 0
    assert visit.complaints == []
    assert visit.hosts == {"127.0.0.1"}


def test_a_question_to_begin_with_is_asked_by_a_click(visit: Visit) -> None:
    page = visit.page
    page.locator("#chat").get_by_role("button", name="2030年产值目标是多少？").click()
    page.locator(".x-scope").wait_for()
    assert page.locator(".x-question").all_inner_texts() == ["2030年产值目标是多少？"]
    assert visit.complaints == []
    assert visit.hosts == {"127.0.0.1"}


def test_the_browser_keeps_no_question(visit: Visit) -> None:
    visit.ask("产值目标？")
    visit.answered()
    kept = visit.page.evaluate(
        "async () => [Object.entries(localStorage), Object.entries(sessionStorage),"
        " (await indexedDB.databases()).map((each) => each.name)]"
    )
    assert "产值" not in str(kept)
    assert kept[2] == []


def test_refusal_is_set_off(visit: Visit) -> None:
    visit.ask("补贴？")
    visit.page.locator(".x-refused").wait_for()
    assert "文件未规定" in visit.page.locator(".x-refused").inner_text()
    assert visit.complaints == []


def test_a_long_question_leaves_room_for_its_answer(visit: Visit) -> None:
    page = visit.page
    long = "产值目标是多少？" * 400
    visit.ask(long)
    page.locator(".x-scope").wait_for()
    box = page.locator(".x-question").bounding_box()
    assert box is not None
    assert box["height"] < 220
    assert page.locator(".x-question").inner_text() == long  # to be scrolled to its end


def test_error_is_a_sentence_and_the_chat_goes_on(visit: Visit) -> None:
    page = visit.page
    visit.ask(CRASH)
    page.locator(".x-error").wait_for()
    assert page.locator(".x-error").inner_text() == CHINESE.failed
    assert page.locator(".x-question").inner_text() == CRASH
    visit.ask("产值目标？")
    page.locator(".x-scope").wait_for()
    assert page.locator("#chat .x-chip").count() == 2


def test_thumbs_down_with_its_reason_is_kept(visit: Visit, toy_home: Path) -> None:
    page = visit.page
    visit.ask("产值目标？")
    page.locator(".x-scope").wait_for()
    page.get_by_text(CHINESE.bad, exact=True).click()
    page.get_by_role("button", name="数字不对").click()
    page.get_by_text(CHINESE.judged).wait_for()
    catalog = Catalog(toy_home)
    while not all_feedback(catalog):  # The page thanks before the server has written.
        page.wait_for_timeout(50)
    (kept,) = all_feedback(catalog)
    assert (kept.liked, kept.reason) == (False, "数字不对")
    assert kept.answer == answer_record(toy_answer())
    assert visit.complaints == []


def test_second_click_on_the_same_citation_scrolls_back_to_it(visit: Visit) -> None:
    page = visit.page
    visit.ask("产值目标？")
    page.locator(".x-scope").wait_for()
    page.locator("#chat .x-chip").first.click()
    mark = page.locator("#reader mark")
    mark.wait_for()
    visit.answered()  # the first click has scrolled, too
    page.evaluate("document.querySelector('#reader .x-text').style.paddingTop = '3000px'")
    page.evaluate("document.querySelector('#reader').scrollTo(0, 0)")
    expect(mark).not_to_be_in_viewport()
    page.locator("#chat .x-chip").first.click()
    expect(mark).to_be_in_viewport(ratio=1)


def test_document_can_be_opened_from_the_library_and_closed_again(visit: Visit) -> None:
    reader = visit.page.locator("#reader")
    reader.locator(".x-open").click()
    reader.locator("article").wait_for()
    assert reader.locator(".x-clause").count() == len(DOCUMENT.clauses)
    reader.get_by_text(CHINESE.all_documents).click()
    reader.locator(".x-library").wait_for()
