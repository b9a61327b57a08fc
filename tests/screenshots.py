"""The pictures of the README, taken in a real browser: `python -m tests.screenshots`."""

import re
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from index.build import build
from index.settings import Settings
from tests.test_app import ROOT
from tests.test_browser import CHROMIUM, DESKTOP, FLAGS, PHONE
from tests.test_browser_pages import started

SHOWN = ("screenshot", "reader", "match", "library", "screenshot-phone", "lookup-phone")
COMPANY = "云州市的高新技术企业，专精特新中小企业，营收3亿元，研发占比6%，120人，做新型储能"


def main() -> None:
    """Indexes the invented documents, serves them, looks at the pages."""
    with tempfile.TemporaryDirectory() as folder:
        build(Settings(Path(folder)), ROOT / "eval" / "documents", progress=False)
        with started(Path(folder)) as server, sync_playwright() as playwright:
            assert server.stdout
            (site,) = re.findall(r"http://\S+", server.stdout.readline())
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            for name, (width, height) in (("", DESKTOP), ("-phone", PHONE)):
                page = browser.new_page(viewport={"width": width, "height": height}, base_url=site)
                take(page, name)
            browser.close()


def take(page: Page, name: str) -> None:
    """The chat with the document beside it, the reader, matching, look-up, the library."""
    page.goto("/")
    page.locator("#question textarea").fill("云州市对首次认定的高新技术企业奖励多少？")
    page.locator("#question textarea").press("Enter")
    page.locator(".x-next").wait_for(state="attached")
    page.locator("#chat .x-chip").first.click()
    page.locator("#reader mark").first.wait_for()
    page.keyboard.press("Escape")  # the preview, which would hide what stands below
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(500)
    save(page, f"screenshot{name}")
    page.locator("#reader .x-page").click()
    page.locator("mark.now").first.wait_for()
    save(page, f"reader{name}")
    page.goto("/match")
    page.locator("#text").fill(COMPANY)
    page.locator("form.profile button").click()
    page.locator(".outcome").first.wait_for()
    save(page, f"match{name}")
    page.goto("/lookup?table=benefits")
    save(page, f"lookup{name}")
    page.goto("/library")
    save(page, f"library{name}")


def save(page: Page, name: str) -> None:
    """The picture of what is in view, if the README shows it."""
    if name in SHOWN:
        page.screenshot(path=ROOT / "docs" / f"{name}.png")


if __name__ == "__main__":
    main()
