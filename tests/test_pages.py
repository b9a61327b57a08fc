"""The pages as a browser gets them: tables, files, matches, the library, one document."""

import io
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from fastapi.testclient import TestClient

from eval.question import TYPES
from eval.report import STAGES
from index.feedback import add_feedback
from index.settings import Settings
from rag.tables.table import HEADINGS
from web.live import Live
from web.server import create_server
from web.services import Services
from web.words import Words, keys

# Starlette's own: deprecated names of asyncio.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
TEMPLATES = Path(__file__).parent.parent / "web" / "pages" / "templates"


@pytest.fixture(scope="module")
def client(sample_home: Path) -> Iterator[TestClient]:
    live = Live.open(Settings(sample_home))
    app = create_server(Services(live, partial(add_feedback, live.catalog)))
    with TestClient(app, base_url="http://127.0.0.1") as opened:
        yield opened


def test_a_unit_is_looked_up_under_a_short_name(client: TestClient) -> None:
    page = client.get("/lookup", params={"table": "responsibilities", "unit": "科技局"}).text
    assert "检索 1 份文件，共 15 行" in page
    assert len(re.findall(r"<td[^>]*>市科技局</td>", page)) == 15


def test_what_cannot_be_looked_up_is_said(client: TestClient) -> None:
    page = client.get("/lookup", params={"unit": "市不存在局"}).text
    assert 'role="alert">没有条款写到“市不存在局”' in page


def test_the_rows_of_a_page_are_those_of_its_file(client: TestClient) -> None:
    got = client.get("/lookup.xlsx", params={"table": "targets", "sort": "value"})
    sheet = openpyxl.load_workbook(io.BytesIO(got.content)).active
    assert sheet is not None
    assert (sheet.max_row, sheet["C2"].value) == (24, 0.38)
    assert got.headers["content-disposition"] == 'attachment; filename="targets.xlsx"'


def test_a_table_is_read_in_words(client: TestClient) -> None:
    page = client.get("/lookup", params={"table": "targets"}).text
    assert ">不低于</td>" in page
    assert "&gt;=" not in page
    got = client.get("/lookup.csv", params={"table": "targets"}).content.decode("utf-8-sig")
    assert "全市汽车产业主营业务收入,不低于,4000,亿元,2022," in got
    page = client.get("/lookup", params={"table": "targets", "language": "en"}).text
    client.cookies.clear()
    assert ">at least</td>" in page


def test_what_a_document_does_not_state_is_said_beside_its_day_of_issue(
    client: TestClient,
) -> None:
    page = client.get("/lookup", params={"table": "documents"}).text
    cells = dict(re.findall(r'<td data-name="([^"]*)"[^>]*>([^<]*)</td>', page))
    assert (cells["印发"], cells["施行"], cells["依据"]) == ("2019-11-07", "未载明", "")


def test_a_row_leads_to_its_words_in_the_document(client: TestClient) -> None:
    page = client.get("/lookup", params={"table": "find", "phrase": "科创板"}).text
    (where,) = re.findall(r'<td[^>]*><a href="(/d/[^"]+)"', page)
    document = client.get(where.replace("&amp;", "&")).text
    (marked,) = re.findall(r"<mark[^>]*>([^<]*)</mark>", document)
    assert "科创板" in marked
    assert 'id="三/(九)"' in document


def test_a_company_is_matched(client: TestClient) -> None:
    text = "江夏区的医疗器械企业，做PET-CT，营收8000万，想上科创板"
    page = client.post("/match", data={"text": text, "revenue_wan": ""}).text
    assert "高性能医疗器械" in page
    assert "鼓励方向" in page
    assert "可申请" not in page.partition('id="main"')[2]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": ""}, "请说明做什么"),
        ({"text": "做芯片", "revenue_wan": "很多"}, "字段 revenue_wan 不能是“很多”"),
        ({"text": "做芯片", "rd_ratio": "120"}, "rd_ratio"),
    ],
)
def test_a_profile_that_cannot_be_is_said(
    client: TestClient, data: dict[str, str], said: str
) -> None:
    page = client.post("/match", data=data)
    assert page.status_code == 200
    alert = re.findall(r'role="alert">([^<]*)<', page.text)
    assert alert
    assert said in alert[0]


def test_the_library_says_what_holds(client: TestClient) -> None:
    page = client.get("/library").text
    assert "武汉市人民政府关于加快推动重点产业高质量发展的意见" in page
    assert "现行有效" in page
    assert "印发 2019-11-07" in page
    assert "施行 " not in page  # the document states no such day


def test_an_unknown_document_is_not_found(client: TestClient) -> None:
    assert client.get("/d/nothing").status_code == 404


def test_the_language_is_kept(client: TestClient) -> None:
    assert ">Look up</h1>" in client.get("/lookup", params={"language": "en"}).text
    assert ">Look up</h1>" in client.get("/lookup").text
    client.cookies.clear()


def test_the_words_of_every_template_are_there_in_both_languages() -> None:
    used = {f"column_{column}" for column in HEADINGS}
    used |= {f"type_{kind}" for kind in TYPES} | {f"stage_{stage}" for stage in STAGES}
    for template in TEMPLATES.glob("*.html"):
        used |= set(re.findall(r'words\["(\w+)"\]', template.read_text(encoding="utf-8")))
    assert used
    assert used <= keys()
    assert {column: Words("zh")[f"column_{column}"] for column in HEADINGS} == dict(HEADINGS)
    assert all(Words("en")[key] and Words("zh")[key] for key in keys())
