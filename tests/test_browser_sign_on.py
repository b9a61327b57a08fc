"""Single sign-on in a real browser, over the real server: the button, the way back, out again."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from index.build import build
from index.settings import Settings
from tests.identity_provider import CLIENT, SECRET
from tests.served import served
from tests.test_app import pytestmark
from tests.test_browser import Visit, browser
from tests.test_browser_pages import violations
from tests.test_sign_on import issuer

__all__ = ["browser", "issuer", "pytestmark"]


def test_a_click_logs_in_and_out_again(browser: Browser, issuer: str, tmp_path: Path) -> None:
    build(Settings(tmp_path), Path(__file__).parent / "related", progress=False)
    environment = {
        "XUNTIAO_OIDC_ISSUER": issuer,
        "XUNTIAO_OIDC_CLIENT_ID": CLIENT,
        "XUNTIAO_OIDC_CLIENT_SECRET": SECRET,
    }
    with served(tmp_path, environment=environment) as server:  # that alone asks for a login
        page = browser.new_page(base_url=f"http://127.0.0.1:{server.port}")
        visit = Visit(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.goto("/library")
            page.wait_for_url("**/login")
            assert violations(visit) == []
        page.get_by_role("link", name="English").click()
        page.get_by_role("link", name="Single sign-on").click()
        page.locator("#question textarea").wait_for()
        page.goto("/library?language=zh")
        expect(page.locator(".bar-user")).to_have_text("zhang.wei")
        page.get_by_role("button", name="退出").click()
        assert violations(visit) == []
        page.get_by_role("link", name="同时退出单点登录").click()
        page.wait_for_url(f"{issuer}/out?client_id={CLIENT}&*")
        page.goto("/library")
        page.wait_for_url("**/login")
        page.close()
