"""Single sign-on against a provider that is a process of its own, right and wrong in every part."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from index.audit import entries
from index.catalog import Catalog
from tests.identity_provider import CLIENT, SECRET
from tests.toy_app import ToySource
from web.people.accounts import Accounts, PersonError
from web.people.provider import Provider
from web.people.sign_on import SignOnSettings, SignOnUnusable
from web.rate import Rate, Rates
from web.server import create_server
from web.services import Services

# Starlette's own: deprecated names of asyncio.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
OWN = {"Sec-Fetch-Site": "same-origin"}
SITE = "https://policy.example"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    command = [sys.executable, "-m", "tests.identity_provider"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.kill()


@dataclass
class Site:
    """The server, a browser at it, and the provider."""

    client: TestClient
    accounts: Accounts
    issuer: str
    parts: Services

    def plan(self, **plan: object) -> None:
        assert httpx2.put(f"{self.issuer}/plan", json=plan).status_code == 204

    def set(self, **changes: Any) -> None:  # noqa: ANN401
        old = self.parts.sign_on
        assert old is not None
        self.parts.sign_on = Provider(replace(old.settings, **changes))

    def leave(self) -> str:
        """Goes to the provider and is sent back; the address, not yet opened."""
        got = self.client.get("/login/sso", follow_redirects=False)
        assert got.status_code == 303, got.text
        sent_back = httpx2.get(got.headers["location"])
        assert sent_back.status_code == 303, sent_back.text
        back = str(sent_back.headers["location"])
        assert back.startswith(f"{SITE}/login/sso/back?")
        return back

    def come_back(self, back: str) -> httpx2.Response:
        return self.client.get(back, follow_redirects=False)

    def log_in(self) -> httpx2.Response:
        return self.come_back(self.leave())

    def inside(self) -> bool:
        return self.client.get("/api/v1/documents").status_code == 200


@pytest.fixture
def site(issuer: str, tmp_path: Path) -> Iterator[Site]:
    accounts = Accounts(Catalog(tmp_path, create=True))
    accounts.first_admin()
    provider = Provider(SignOnSettings(issuer, CLIENT, SECRET))
    parts = Services(ToySource(), lambda *_: None, accounts=accounts, sign_on=provider)
    with TestClient(create_server(parts), base_url=SITE) as client:
        site = Site(client, accounts, issuer, parts)
        site.plan()
        yield site


def test_who_is_named_is_let_in_as_a_reader_and_noted(site: Site) -> None:
    assert not site.inside()
    got = site.log_in()
    assert (got.status_code, got.headers["location"]) == (303, "/")
    assert site.inside()
    user = site.accounts.user("zhang.wei")
    assert user is not None
    assert (user.role, user.signs_on, user.groups) == ("reader", True, frozenset())
    (entry,) = entries(site.accounts.catalog, kind="sign-in")
    assert (entry.who, entry.what) == ("zhang.wei", "单点登录")


def test_cookies_are_for_this_site_alone_and_no_secret_is_in_an_address(site: Site) -> None:
    got = site.client.get("/login/sso", follow_redirects=False)
    cookie = got.headers["set-cookie"]
    assert cookie.startswith("__Host-xuntiao-sso=")
    parts = ("httponly", "samesite=lax", "secure", "path=/", "max-age=600")
    assert all(part in cookie.lower() for part in parts)
    _, _, verifier = cookie.split(";")[0].partition("=")[2].split(".")
    assert verifier not in got.headers["location"]
    assert SECRET not in got.headers["location"]
    assert SECRET not in repr(site.parts.sign_on and site.parts.sign_on.settings)


def test_later_logins_are_the_same_person_with_the_role_given_here(site: Site) -> None:
    site.log_in()
    site.accounts.set_role("zhang.wei", "editor")
    site.plan(claims={"preferred_username": "zhang.wei.married"})
    assert site.log_in().status_code == 303
    assert [(u.name, u.role) for u in site.accounts.users()] == [
        ("admin", "admin"),
        ("zhang.wei", "editor"),
    ]


@pytest.mark.parametrize(
    "plan",
    [
        {"claims": {"nonce": "another"}},
        {"claims": {"nonce": None}},
        {"claims": {"aud": "another-client"}},
        {"claims": {"aud": [CLIENT, "another"]}},  # for two, and not said for whose use
        {"claims": {"aud": [CLIENT, "another"], "azp": "another"}},
        {"claims": {"aud": None}},
        {"claims": {"iss": "https://evil.example"}},
        {"claims": {"iss": None}},
        {"claims": {"exp": int(time.time()) - 3600}},
        {"claims": {"exp": None}},
        {"claims": {"iat": int(time.time()) + 3600}},
        {"claims": {"nbf": int(time.time()) + 3600}},
        {"claims": {"sub": None}},
        {"claims": {"sub": ""}},
        {"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
        {"claims": {"preferred_username": None}},
        {"claims": {"preferred_username": ["a"]}},
        {"sign": "foreign"},
        {"sign": "none"},
        {"sign": "shared"},
    ],
    ids=str,
)
def test_a_token_that_does_not_hold_lets_nobody_in(
    site: Site, plan: Mapping[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    site.plan(**plan)
    got = site.log_in()
    assert got.status_code == 401
    assert "不能采信" in got.text
    assert "not believed" in caplog.text
    assert not site.inside()
    assert [u.name for u in site.accounts.users()] == ["admin"]


def test_the_audience_may_be_a_list_that_says_for_whose_use(site: Site) -> None:
    site.plan(claims={"aud": [CLIENT, "another"], "azp": CLIENT})
    assert site.log_in().status_code == 303


@pytest.mark.parametrize("change", ["state", "none", "cookie", "again", "issuer"])
def test_an_answer_to_another_login_lets_nobody_in(site: Site, change: str) -> None:
    back = site.leave()
    if change == "state":
        back = back.replace("state=", "state=x")
    elif change == "none":
        back = "&".join(part for part in back.split("&") if "state=" not in part)
        back = back.replace("back?state=", "back?other=")
    elif change == "cookie":
        site.client.cookies.clear()
    elif change == "again":
        assert site.come_back(back).status_code == 303
        site.client.post("/logout", headers=OWN)
    else:
        back = back.replace("iss=", "iss=https%3A%2F%2Fevil.example%2F")
    assert site.come_back(back).status_code == 401
    assert not site.inside()


def test_a_code_works_only_with_the_verifier_of_its_own_login(site: Site) -> None:
    stolen = dict(httpx2.URL(site.leave()).params)["code"]
    own = httpx2.URL(site.leave())
    assert site.come_back(str(own.copy_merge_params({"code": stolen}))).status_code == 401
    assert not site.inside()


@pytest.mark.parametrize(
    ("plan", "status", "said"),
    [
        ({"refuse": "access_denied"}, 401, "没有允许"),
        ({"refuse": "<script>alert(1)</script>"}, 401, "没有允许"),
        ({"token": {"status": 500}}, 401, "连不上"),
    ],
    ids=["denied", "markup", "broken"],
)
def test_a_refusal_of_the_provider_is_one_sentence(
    site: Site, plan: Mapping[str, Any], status: int, said: str
) -> None:
    site.plan(**plan)
    got = site.log_in()
    assert got.status_code == status
    assert said in got.text
    assert "<script" not in got.text
    assert "state=" not in got.text  # nor in the link to the other language
    assert not site.inside()


def test_a_provider_that_is_another_or_away_is_one_sentence(site: Site) -> None:
    site.plan(about={"issuer": "https://evil.example"})
    got = site.client.get("/login/sso", follow_redirects=False)
    assert (got.status_code, "不能采信" in got.text) == (503, True)
    site.set(issuer="http://127.0.0.1:1")
    got = site.client.get("/login/sso", follow_redirects=False)
    assert (got.status_code, "连不上" in got.text) == (503, True)
    assert 'name="password"' in got.text


def test_a_name_of_somebody_with_a_password_is_not_taken_over(site: Site) -> None:
    site.plan(claims={"preferred_username": "admin"})
    got = site.log_in()
    assert got.status_code == 401
    assert "已被占用" in got.text
    assert not site.inside()


def test_groups_are_those_of_the_provider_only_where_that_is_set(site: Site) -> None:
    site.plan(claims={"groups": ["科技", "fin", "other"]})

    def groups() -> frozenset[str]:
        assert site.log_in().status_code == 303
        user = site.accounts.user("zhang.wei")
        assert user is not None
        return user.groups

    assert groups() == frozenset()
    site.accounts.set_groups("zhang.wei", ["手工"])
    assert groups() == {"手工"}
    site.set(groups="groups")
    assert groups() == {"科技", "fin", "other"}
    site.set(group_names={"fin": "财政"})
    assert groups() == {"财政"}
    site.plan(claims={"groups": "fin"})
    assert groups() == {"财政"}
    site.plan()
    assert groups() == frozenset()


def test_logging_out_leads_to_the_provider_too(site: Site) -> None:
    site.log_in()
    got = site.client.post("/logout", headers=OWN, follow_redirects=False)
    assert f'href="{site.issuer}/out?client_id={CLIENT}&amp;post_logout' in got.text
    assert not site.inside()
    site.plan(about={"end_session_endpoint": None})
    site.log_in()
    got = site.client.post("/logout", headers=OWN, follow_redirects=False)
    assert (got.status_code, got.headers["location"]) == (303, "/login")


def test_local_accounts_remain_and_a_signed_on_one_has_no_password(site: Site) -> None:
    once = site.accounts.add("王芳", "reader")
    form = {"name": "王芳", "password": once}
    got = site.client.post("/login", data=form, headers=OWN, follow_redirects=False)
    assert (got.status_code, got.headers["location"]) == (303, "/password")
    site.client.cookies.clear()
    site.log_in()
    with pytest.raises(PersonError, match="单点登录"):
        site.accounts.reset("zhang.wei")
    for guess in ("", "zhang.wei"):
        with pytest.raises(PersonError, match="用户名或密码不对"):
            site.accounts.log_in("zhang.wei", guess)


def test_the_button_stands_only_where_it_leads_somewhere(site: Site) -> None:
    assert 'href="/login/sso"' in site.client.get("/login").text
    english = site.client.get("/login?language=en").text
    assert ">Single sign-on</a>" in english
    site.parts.sign_on = None
    assert "/login/sso" not in site.client.get("/login").text
    assert site.client.get("/login/sso").status_code == 404
    assert site.client.get("/login/sso/back?code=1&state=1").status_code == 404


def test_starting_counts_as_an_attempt_to_log_in(site: Site) -> None:
    site.parts.rates = Rates(logins=Rate(1, 600))
    site.leave()
    assert site.client.get("/login/sso", follow_redirects=False).status_code == 429


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"ISSUER": "http://id.example"}, "https://"),
        ({"ISSUER": "https://id.example", "CLIENT_ID": ""}, "XUNTIAO_OIDC_CLIENT_ID"),
        ({"ISSUER": "https://id.example", "SCOPE": "profile"}, "openid"),
        ({"ISSUER": "https://id.example", "GROUP_NAMES": "tech"}, "tech"),
    ],
    ids=["plain http", "no client", "no openid", "no pair"],
)
def test_a_wrong_setting_is_one_sentence(
    environment: Mapping[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"CLIENT_ID": "a", **environment}.items():
        monkeypatch.setenv(f"XUNTIAO_OIDC_{name}", value)
    with pytest.raises(SignOnUnusable, match=said):
        SignOnSettings.from_environment()


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert SignOnSettings.from_environment() is None
    given = {
        "ISSUER": "https://id.example/a",
        "CLIENT_ID": "b",
        "CLIENT_SECRET": "c",
        "NAME": "email",
        "GROUPS": "roles",
        "GROUP_NAMES": "tech=科技 fin=财政",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"XUNTIAO_OIDC_{name}", value)
    assert SignOnSettings.from_environment() == SignOnSettings(
        "https://id.example/a", "b", "c", "openid profile", "email", "roles",
        {"tech": "科技", "fin": "财政"},
    )  # fmt: skip
