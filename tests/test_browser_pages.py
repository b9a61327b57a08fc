"""The pages in a real browser over the real server: read, upload, match, log in; axe on each page."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from index.build import build
from index.catalog import Catalog
from index.settings import Settings
from tests.test_app import ROOT, free_port, pytestmark
from tests.test_browser import DESKTOP, PHONE, Visit, browser
from web.people.accounts import Accounts
from web.text import CHINESE, ENGLISH

__all__ = ["browser", "pytestmark"]

POLICY = """甲市养蜂业扶持办法

第一条 养蜂户每年补贴300元。

第二条 本办法自2026年1月1日起施行。
"""
PAGES = (
    "/match",
    "/lookup",
    "/lookup?table=find&phrase=跨境",
    "/library",
    "/library?state=pending",
    "/library/about/measures",
    "/compare?old=measures&new=change",
    "/d/measures",
    "/d/none",
    "/evaluation",
    "/settings",
    "/chats",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    build(Settings(folder), Path(__file__).parent / "related", progress=False)
    return folder


@contextmanager
def started(home: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The server of a data folder, stopped at the end whatever happens."""
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "app.py", "--port", str(free_port()), "--home", str(home), *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, env=dict(os.environ),
    ) as server:  # fmt: skip
        try:
            yield server
        finally:
            server.terminate()


def address_of(line: str) -> str:
    (found,) = re.findall(r"http://\S+", line)
    return str(found)


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[str]:
    """The server without login."""
    with started(home) as server:
        assert server.stdout
        yield address_of(server.stdout.readline())


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def visit(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Visit]:
    width, height = request.param
    page = browser.new_page(viewport={"width": width, "height": height}, base_url=site)
    page.set_default_timeout(20_000)
    yield Visit(page)
    page.close()


def violations(visit: Visit) -> list[str]:
    """What axe finds against WCAG 2 A and AA: rule and place."""
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
    found = Axe().run(visit.page, options={"runOnly": rules})
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits(visit: Visit, scheme: str) -> None:
    visit.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in PAGES:
        visit.page.goto(path)
        assert violations(visit) == [], path
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert [c for c in visit.complaints if "404" not in c] == []
    assert visit.hosts == {"127.0.0.1"}


def test_chat_answers_previews_steps_and_leads_to_the_reader(visit: Visit) -> None:
    page = visit.page
    page.goto("/")
    visit.ask("市商务局牵头哪些条款？")
    visit.answered()
    expect(page).to_have_url(re.compile(r"chat=[0-9a-f]{16}$"))
    chips = page.locator("#chat .x-chip")
    assert chips.count() == 2
    chips.first.focus()
    expect(page.locator(".x-preview")).to_be_visible()
    quote = page.locator(".x-preview p").inner_text()
    chips.first.click()
    mark = page.locator("#reader mark").first
    mark.wait_for()
    assert mark.inner_text().split("\n")[0].strip() in quote
    before = page.locator("#reader mark").all_inner_texts()
    page.locator(".x-step[value='1']").click()
    expect(page.locator("#reader mark").first).not_to_have_text(before[0])
    assert violations(visit) == []
    page.locator("#reader .x-page").click()
    page.wait_for_url("**/d/**")
    assert page.locator("mark.now").count() >= 1
    expect(page.locator("mark.now").first).to_be_in_viewport()
    here = "() => decodeURIComponent(document.querySelector('.tree a[aria-current]').hash)"
    assert page.evaluate(here) == page.evaluate("decodeURIComponent(location.hash)")
    assert visit.complaints == []


def test_answer_is_copied_and_the_conversation_saved_with_sources(visit: Visit) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    visit.ask("跨境电商企业有哪些奖励和补贴？")
    visit.answered()
    page.locator(".x-copy").click()
    page.get_by_text("已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "出处：" in copied
    assert "- 《" in copied
    assert "毫秒" not in copied
    with page.expect_download() as download:
        page.locator(".x-export").click()
    saved = Path(download.value.path()).read_text(encoding="utf-8")
    assert saved.startswith("## 跨境电商企业有哪些奖励和补贴？")
    assert re.sub(r"\n+", "\n", copied.strip()) in re.sub(r"\n+", "\n", saved)
    with page.expect_download() as download:
        page.locator(".x-sheet").click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("visit", [DESKTOP], indirect=True, ids=["desktop"])
def test_uploaded_document_answers_and_is_removed(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    file = tmp_path / "养蜂.txt"
    file.write_text(POLICY, encoding="utf-8")
    page.goto("/library")
    page.locator("#files").set_input_files(file)
    page.get_by_role("button", name="上传并识别").click()
    page.get_by_text("已添加：").wait_for()
    page.goto("/")
    visit.ask("养蜂户每年补贴多少元？")
    visit.answered()
    assert "300元" in page.locator("#chat .x-answer").inner_text()
    page.goto("/library/about/养蜂")
    page.get_by_label("确定移除这份文件").check()
    page.get_by_role("button", name="移除").click()
    page.get_by_text("已移除。").wait_for()
    assert page.get_by_text("甲市养蜂业扶持办法").count() == 0
    assert visit.complaints == []


def test_company_is_matched_and_a_result_leads_to_its_words(visit: Visit) -> None:
    page = visit.page
    page.goto("/match")
    page.get_by_label("企业情况").fill("岚港市的跨境电商企业，年进出口额8000万元，在桐溪区")
    page.get_by_role("button", name="看看适用哪些条款").click()
    page.locator(".outcome article").first.wait_for()
    assert violations(visit) == []
    page.locator(".outcome article h3 a").first.click()
    expect(page.locator("mark.now").first).to_be_in_viewport()
    assert visit.complaints == []


def test_reader_steps_through_citations_and_follows_the_tree(visit: Visit) -> None:
    page = visit.page
    page.goto("/d/measures?marks=40-60,300-320")
    expect(page.get_by_text("引用 1 / 2")).to_be_visible()
    page.get_by_role("button", name="下一处").click()
    expect(page.get_by_text("引用 2 / 2")).to_be_visible()
    expect(page.locator("mark[data-mark='2']").first).to_be_in_viewport()
    assert page.locator(".tree a[aria-current]").count() == 1


def test_conversation_is_kept_found_gone_on_with_and_deleted(visit: Visit) -> None:
    page = visit.page
    page.goto("/")
    visit.ask("市商务局牵头哪些条款？")
    visit.answered()
    page.goto("/chats?words=牵头")
    assert violations(visit) == []
    chat = page.get_by_role("link", name="市商务局牵头哪些条款？").first
    chat.click()
    visit.answered()
    assert page.locator("#chat .x-chip").count() == 2
    visit.ask("那市科技局呢？")
    visit.answered(2)
    page.reload()  # the address leads back to the conversation
    visit.answered(2)
    assert page.locator("#chat .x-question").count() == 2
    page.get_by_role("button", name=CHINESE.new_chat).click()
    expect(page.locator("#chat .x-question")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("chat="))
    page.goto("/chats?words=市科技局")
    expect(page.locator("li.card")).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="删除").click()
    expect(page.locator("li.card")).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="删除").click()
    page.wait_for_url("**/chats")
    page.goto("/chats?words=市科技局")
    expect(page.locator("li.card")).to_have_count(0)
    assert visit.complaints == []


@pytest.mark.parametrize("visit", [DESKTOP], indirect=True, ids=["desktop"])
def test_language_is_switched_and_kept(visit: Visit) -> None:
    page = visit.page
    page.goto("/library")
    page.get_by_text("English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Library")
    page.goto("/lookup")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look up")
    assert violations(visit) == []


def test_the_chat_speaks_the_viewers_language_and_goes_on_by_a_click(visit: Visit) -> None:
    page = visit.page
    page.goto("/")
    page.get_by_role("link", name="English").click()
    expect(page.locator("#question textarea")).to_have_attribute(
        "placeholder", ENGLISH.ask_placeholder
    )
    assert page.evaluate("document.documentElement.lang") == "en"
    visit.ask("市商务局牵头哪些条款？")
    expect(page.locator(".x-scope")).to_contain_text("searched")
    asked = page.locator(".x-follow").first.inner_text()
    assert violations(visit) == []
    page.locator(".x-follow").first.click()
    visit.answered(2)
    assert page.locator(".x-question").last.inner_text() == asked
    assert page.locator(".x-refused").count() == 0
    page.goto("/chats")
    page.get_by_role("link", name="市商务局牵头哪些条款？").first.click()
    expect(page.locator(".x-scope").first).to_contain_text("searched")
    visit.answered(2)
    page.get_by_role("link", name="中文").click()
    expect(page.locator(".x-scope").first).to_contain_text("检索")
    visit.answered(2)
    visit.ask("那市科技局呢？")
    visit.answered(3)
    assert visit.complaints == []
    assert visit.hosts == {"127.0.0.1"}


def other_sees_nothing_of_it(browser: Browser, page: Page, home: Path) -> None:
    """Another person sees neither the conversation nor the document of another group."""
    chat = page.locator("li.card a").get_attribute("href")
    accounts = Accounts(Catalog(home))
    one_time = accounts.add("zhao", "reader")
    accounts.set_password("zhao", "河边有七棵老槐树和一口井")
    accounts.show_to("measures", ["商务"])
    assert one_time
    other = browser.new_page(base_url=page.url.rpartition("/")[0])
    other.goto("/login")
    other.get_by_label("用户名").fill("zhao")
    other.get_by_label("密码").fill("河边有七棵老槐树和一口井")
    other.get_by_role("button", name="登录").click()
    other.locator("#question textarea").wait_for()
    expect(other.locator(".bar-user")).to_have_text("zhao")
    expect(other.locator(".bar nav a", has_text="设置")).to_have_count(0)
    expect(page.locator(".bar nav a", has_text="设置")).to_have_count(1)
    other.goto("/chats")
    expect(other.locator("li.card")).to_have_count(0)
    other.goto(str(chat))
    expect(other.locator("#reader .x-library")).to_be_visible()
    assert other.locator("#chat .x-answer").count() == 0
    assert (
        "岚港市促进跨境电商发展若干措施"
        not in other.locator("#reader h2, #reader .x-open").all_inner_texts()
    )
    other.locator("#question textarea").fill("市商务局牵头哪些条款？")
    other.locator("#question textarea").press("Enter")
    other.locator(".x-scope").wait_for()
    assert other.locator("#chat .x-chip[value*='measures']").count() == 0
    other.goto("/d/measures")
    expect(other.get_by_role("alert")).to_contain_text("没有找到")
    other.close()


def test_person_logs_in_changes_the_password_and_logs_out(
    browser: Browser, tmp_path: Path, home: Path
) -> None:
    build(Settings(tmp_path), Path(__file__).parent / "related", progress=False)
    with started(tmp_path, "--login") as server:
        assert server.stdout
        told = server.stdout.readline() + server.stdout.readline()
        first = re.findall(r"[\w-]{16}", told)[0]
        page = browser.new_page(base_url=address_of(told))
        page.goto("/library")
        page.wait_for_url("**/login")
        assert violations(Visit(page)) == []
        page.get_by_label("用户名").fill("admin")
        page.get_by_label("密码").fill(first)
        page.get_by_role("button", name="登录").click()
        page.get_by_label("现在的密码").fill(first)
        page.get_by_label("新密码").fill("竹林里的三只蜜蜂飞走了")
        page.get_by_role("button", name="更改").click()
        page.locator("#question textarea").wait_for()
        page.goto("/library")
        expect(page.locator(".bar-user")).to_have_text("admin")
        page.goto("/settings")
        page.get_by_label("用户名").fill("王芳")
        page.get_by_role("button", name="添加用户").click()
        page.locator("summary[aria-label='更改 王芳']").click()
        assert violations(Visit(page)) == []
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto("/")
        page.locator("#question textarea").fill("市商务局牵头哪些条款？")
        page.locator("#question textarea").press("Enter")
        page.locator(".x-next").wait_for(state="attached")
        page.goto("/chats")
        expect(page.locator("li.card")).to_have_count(1)
        other_sees_nothing_of_it(browser, page, tmp_path)
        page.get_by_role("button", name="退出").click()
        page.wait_for_url("**/login")
        page.goto("/library")
        page.wait_for_url("**/login")
        page.close()
