"""The pages over a real data folder: library, reader, upload, replace, remove, comparison."""

import io
import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import docx
import pytest
from fastapi.testclient import TestClient

from corpus.document import Document
from corpus.read.recognise import is_installed
from index.audit import entries
from index.build import build
from index.feedback import add_feedback
from index.settings import Settings
from tests.toy_app import DOCUMENT, TRICK, ToySource
from web.live import Live
from web.pages.document import passages_of, slices_of, tree_of
from web.pages.evaluation import read_report
from web.pages.page import BAR
from web.people.accounts import Accounts
from web.server import create_server
from web.services import Services

# Starlette's own: deprecated names of asyncio.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

POLICY = """甲市养蜂业扶持办法

第一条 养蜂户每年补贴300元。

第二条 本办法自2026年1月1日起施行。
"""


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Live:
    home = tmp_path_factory.mktemp("home")
    build(Settings(home), Path(__file__).parent / "related", progress=False)
    return Live.open(Settings(home))


@pytest.fixture(scope="module")
def client(live: Live) -> Iterator[TestClient]:
    app = create_server(Services(live, partial(add_feedback, live.catalog)))
    with TestClient(app, base_url="http://127.0.0.1") as opened:
        yield opened


@pytest.fixture(scope="module")
def toy() -> Iterator[TestClient]:
    app = create_server(Services(ToySource(), lambda *_: None))
    with TestClient(app, base_url="http://127.0.0.1") as opened:
        yield opened


def upload(name: str, text: str) -> tuple[str, tuple[str, bytes]]:
    return ("files", (name, text.encode()))


def test_what_this_machine_cannot_read_is_not_offered(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)  # as where it is not installed
    monkeypatch.setenv("PATH", "")  # no LibreOffice
    page = client.get("/library").text
    (offered,) = re.findall(r'accept="([^"]*)"', page)
    assert ".docx" in offered.split(",")
    assert not {".png", ".jpg", ".doc", ".rtf"} & set(offered.split(","))
    assert ".bmp 和扫描的 PDF 暂不能读：这台机器没有安装文字识别" in page
    assert ".doc .wps .rtf 暂不能读：这台机器没有 LibreOffice" in page
    monkeypatch.undo()
    assert ("没有安装文字识别" in client.get("/library").text) is not is_installed()


@pytest.mark.parametrize(("language", "title"), [("zh", "文库"), ("en", "Library")])
def test_every_page_of_the_bar_opens_and_allows_no_foreign_code(
    client: TestClient, language: str, title: str
) -> None:
    pages = [where for where, _, _ in BAR[1:]]
    for path in (
        *pages,
        "/d/measures",
        "/library/about/measures",
        "/compare?old=measures&new=change",
    ):
        got = client.get(path, headers={"Cookie": f"language={language}"})
        assert got.status_code == 200
        assert title in got.text
        assert "default-src 'none'" in got.headers["content-security-policy"]
        assert not re.search(
            r'(?:style|onclick)="|<style|<script>|(?:src|href)="(?:https?:)?//', got.text
        )


def test_upload_is_read_answers_is_replaced_compared_and_removed(
    client: TestClient, live: Live
) -> None:
    got = client.post("/library/add", files=[upload("养蜂.txt", POLICY), upload("坏.exe", "x")])
    assert got.status_code == 422
    assert "甲市养蜂业扶持办法" in got.text
    assert "不支持的格式“.exe”" in got.text
    answer = client.post("/api/v1/ask", json={"question": "养蜂户每年补贴多少元？"}).json()
    assert answer["citations"][0]["doc_id"] == "养蜂"
    assert "300元" in answer["answer"]

    newer = ("养蜂2.txt", POLICY.replace("300元", "500元").encode())
    got = client.post("/library/replace/养蜂", files={"file": newer})
    assert got.status_code == 200
    assert "已换成新版" in got.text
    assert "第 2 版" in got.text
    page = client.get("/compare?old=养蜂@1&new=养蜂@2").text
    assert "<del>300元</del>" in page
    assert "<ins>500元</ins>" in page

    assert client.post("/library/remove/养蜂", data={}).status_code == 400
    assert "养蜂" in live.view().documents
    got = client.post("/library/remove/养蜂", data={"sure": "yes"})
    assert "已移除" in got.text
    assert "养蜂" not in live.view().documents
    said = [each.what for each in entries(live.catalog, kind="change")]
    assert sorted(said) == ["更换 养蜂", "添加 养蜂", "移除 养蜂"]


def test_form_of_another_site_changes_nothing(client: TestClient, live: Live) -> None:
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        got = client.post("/library/add", files=[upload("蜂.txt", POLICY)], headers=headers)
        assert got.status_code == 403
    assert "蜂" not in live.view().documents


def test_document_of_the_folder_says_how_it_is_removed(client: TestClient, live: Live) -> None:
    doc_id = next(iter(live.view().documents))
    got = client.post(f"/library/remove/{doc_id}", data={"sure": "yes"})
    assert got.status_code == 409
    assert "来自文档文件夹" in got.text


def test_library_is_filtered_by_state_and_words(client: TestClient) -> None:
    def titles(**query: str) -> list[str]:
        page = client.get("/library", params=query).text
        return re.findall(r'<h2><a href="[^"]*">([^<]*)</a>', page)

    assert titles(state="expired") == ["桐溪区电子商务扶持办法"]
    assert titles(state="amended") == ["岚港市促进跨境电商发展若干措施"]
    assert titles(words="桐溪区 跨境") == ["桐溪区跨境电商扶持办法"]
    assert titles(words="不存在的词") == []


def test_amended_document_shows_what_amends_it(client: TestClient) -> None:
    page = client.get("/d/measures").text
    assert "关于修改《岚港市促进跨境电商发展若干措施》的决定" in page
    assert re.search(r'href="/d/change\?start=\d+&amp;end=\d+"', page)


def test_unknown_document_is_a_page_with_a_sentence(client: TestClient) -> None:
    for path in ("/d/..%2F..%2Fetc%2Fpasswd", "/d/无", "/library/about/无", "/compare?old=a&new=b"):
        got = client.get(path)
        assert got.status_code == 404
        assert "没有找到" in got.text
        assert got.headers["content-type"].startswith("text/html")


def test_text_of_a_document_is_never_markup(toy: TestClient) -> None:
    page = toy.get("/d/竹编").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert TRICK.split(">")[0].replace("<", "&lt;") in page
    assert "竹编产业意见&lt;b&gt;" in page


def test_slices_are_marked_in_their_clause_and_lose_no_text(toy: TestClient) -> None:
    quote = "产值达到80亿元"
    start = DOCUMENT.text.index(quote)
    page = toy.get(f"/d/竹编?marks={start}-{start + len(quote)}").text
    assert re.findall(r'<mark data-mark="1">([^<]*)</mark>', page) == [quote]
    assert re.findall(r' id="(一/\(一\))"', page) == ["一/(一)"]
    passages = list(passages_of(DOCUMENT, [(3, 30)]))
    texts = ["".join(piece.text for piece in each.pieces) for each in passages]
    assert texts == [clause.text for clause in DOCUMENT.clauses]
    assert [p.text for each in passages for p in each.pieces if p.mark] == _cut(DOCUMENT, 3, 30)


def _cut(document: Document, start: int, end: int) -> list[str]:
    """What lies in `[start:end]` of each clause."""
    parts = (document.text[max(c.start, start) : min(c.end, end)] for c in document.clauses)
    return [part for part in parts if part]


@pytest.mark.parametrize(
    ("marks", "slices"),
    [
        ("", []),
        ("5-9,1-3", [(1, 3), (5, 9)]),
        ("1-5,3-9", [(1, 5)]),
        ("9-3,2-2,90-101", []),
        ("<b>1-2", [(1, 2)]),
    ],
)
def test_marks_outside_or_over_each_other_are_left_out(
    marks: str, slices: list[tuple[int, int]]
) -> None:
    assert slices_of(marks, 100) == slices


def test_tree_names_each_section_once_in_order() -> None:
    tree = tree_of(DOCUMENT)
    assert [branch.section for branch in tree] == ["导语", "一", "一/(一)", "一/(二)", "二"]
    assert [branch.depth for branch in tree] == [0, 0, 1, 1, 0]
    assert tree[1].name == "一、发展目标"


def test_sheet_of_a_question_is_a_word_file_that_is_kept(client: TestClient, live: Live) -> None:
    question = "跨境电商有哪些支持措施？"
    got = client.get("/sheet.docx", params={"question": question})
    assert got.headers["content-type"].endswith("wordprocessingml.document")
    words = "\n".join(p.text for p in docx.Document(io.BytesIO(got.content)).paragraphs)
    (kept,) = entries(live.catalog, kind="export")
    assert kept.what == question
    assert kept.id in words
    assert kept.record["conclusion"] != ""


def test_empty_question_has_no_sheet_but_a_sentence(client: TestClient) -> None:
    got = client.get("/sheet.docx", params={"question": " "})
    assert got.status_code == 400
    assert re.search(r"alert\">[^<]*问题", got.text)


def test_evaluation_shows_the_report_that_was_written(tmp_path: Path) -> None:
    assert read_report(tmp_path / "report.json") is None
    (tmp_path / "report.json").write_text('{"n": 3}', encoding="utf-8")
    assert read_report(tmp_path / "report.json") == {"n": 3}
    (tmp_path / "report.json").write_text('{"n": ', encoding="utf-8")
    assert read_report(tmp_path / "report.json") is None


def test_admin_adds_people_and_decides_who_sees_a_document(live: Live) -> None:
    accounts = Accounts(live.catalog)
    accounts.add("chief", "admin")
    accounts.set_password("chief", "竹林里的三只蜜蜂飞走了")
    app = create_server(Services(live, lambda *_: None, accounts=accounts))
    with TestClient(app, base_url="https://127.0.0.1") as chief:
        own = {"Origin": "https://127.0.0.1"}
        login = {"name": "chief", "password": "竹林里的三只蜜蜂飞走了"}
        chief.post("/login", data=login, headers=own)
        got = chief.post("/settings/users", data={"name": "qian", "role": "reader"}, headers=own)
        assert "qian 的一次性密码" in got.text
        assert (
            chief.post(
                "/settings/users", data={"name": "qian", "role": "reader"}, headers=own
            ).status_code
            == 400
        )
        hidden = {"doc_id": "measures", "groups": "商务、财政"}
        chief.post("/settings/visibility", data=hidden, headers=own)
        assert accounts.groups_of() == {"measures": frozenset({"商务", "财政"})}
        chief.post("/settings/visibility", data={"doc_id": "measures"}, headers=own)
        assert accounts.groups_of() == {}
        assert chief.post("/settings/users/chief/remove", headers=own).status_code == 403
        chief.post("/settings/users/qian/remove", headers=own)
        assert [each.name for each in accounts.users()] == ["chief"]
        accounts.set_role("chief", "reader")
        assert chief.get("/settings").status_code == 403
        assert 'href="/settings"' not in chief.get("/library").text


COMPANY = "高新技术企业，营收3000万元，做跨境电商"


def test_a_match_is_taken_away_from_its_page_and_made_again(client: TestClient, live: Live) -> None:
    page = client.post("/match", data={"text": COMPANY}).text
    assert 'action="/match/sheet.docx"' in page
    assert f'name="text" value="{COMPANY}"' in page
    got = client.post("/match/sheet.docx", data={"text": COMPANY})
    assert got.headers["content-type"].endswith("wordprocessingml.document")
    (kept,) = [e for e in entries(live.catalog, kind="export") if e.what == COMPANY]
    assert got.headers["x-audit-id"] == kept.id
    words = "\n".join(p.text for p in docx.Document(io.BytesIO(got.content)).paragraphs)
    assert COMPANY in words
    assert kept.id in words
    again = client.get(f"/api/v1/sheets/{kept.id}")
    assert again.content == got.content


def test_a_match_is_taken_away_over_the_api(client: TestClient) -> None:
    got = client.post("/api/v1/match/sheet", json={"text": COMPANY, "as_of": "2026-05-01"})
    assert got.status_code == 200
    words = "\n".join(p.text for p in docx.Document(io.BytesIO(got.content)).paragraphs)
    assert "效力按 2026-05-01 判断" in words
    again = client.get(f"/api/v1/sheets/{got.headers['x-audit-id']}")
    assert again.content == got.content


def test_what_holds_no_sheet_is_not_found(client: TestClient, live: Live) -> None:
    client.post("/api/v1/match", json={"text": COMPANY})
    match = entries(live.catalog, kind="match")[0]
    assert client.get(f"/api/v1/sheets/{match.id}").status_code == 404
    assert client.get("/api/v1/sheets/0000000000000000").status_code == 404


def test_a_company_that_cannot_be_has_no_sheet_but_a_sentence(client: TestClient) -> None:
    got = client.post("/match/sheet.docx", data={"text": ""})
    assert got.status_code == 400
    assert "请说明做什么" in got.text
