"""What people take away: the sheet opened by Word's and LibreOffice's readers, Excel and CSV."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from index.audit import add_entry
from index.catalog import Catalog
from index.settings import Settings
from rag.__main__ import main
from rag.answer import answer_record
from rag.pipeline import Pipeline
from rag.tables.table import Row, Table
from rag.take_away.command import sheet_bytes
from rag.take_away.spreadsheet import csv_bytes, xlsx_bytes

QUESTION = "汽车产业2022年主营业务收入目标是多少？"


def words_of(path: Path) -> str:
    word = docx.Document(str(path))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def test_the_sheet_of_a_question(
    sample_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, again = tmp_path / "a.docx", tmp_path / "b.docx"
    home = ["--home", str(sample_home)]
    assert main(["sheet", QUESTION, "--out", str(out), *home]) == 0
    entry_id = capsys.readouterr().out.split("记录编号 ")[1][:16]
    words = words_of(out)
    for said in (
        QUESTION,
        "4000亿元以上",
        "“到2022年,全市汽车产业主营业务收入力争达到4000亿元以上。”",
        "二、(三)",
        "牵头 市经济和信息化局",
        "武汉市人民政府",
        "2019-11-07",
        "检索 1 份文件 107 条",
        entry_id,
    ):
        assert said in words, said
    assert main(["sheet", "--audit", entry_id, "--out", str(again), *home]) == 0
    assert again.read_bytes() == out.read_bytes()


def test_the_sheet_of_an_answer_that_was_audited(sample_home: Path, pipeline: Pipeline) -> None:
    settings = Settings(sample_home)
    catalog = Catalog.of(settings)
    entry_id = add_entry(catalog, "ask", QUESTION, answer_record(pipeline.ask(QUESTION)))
    word = docx.Document(io.BytesIO(sheet_bytes(catalog, settings, entry_id)))
    assert any("4000亿元以上" in paragraph.text for paragraph in word.paragraphs)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_sheet(sample_home: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.docx"
    assert main(["sheet", QUESTION, "--out", str(out), "--home", str(sample_home)]) == 0
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(out)], check=True, capture_output=True, timeout=120)
    pdf = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    page = pdf[0]
    text = page.get_textpage()
    assert "政策依据单" in text.get_text_range()
    width, height = page.get_size()
    assert (round(width), round(height)) == (595, 842)  # A4 in points
    for part in (text, page, pdf):
        part.close()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "三者之一"),
        (["问", "--audit", "x"], "三者之一"),
        (["--audit", "0" * 16], "没有编号为“0000000000000000”的记录"),
    ],
)
def test_what_cannot_be_a_sheet_is_named(
    arguments: list[str],
    said: str,
    sample_home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = ["--out", str(tmp_path / "a.docx"), "--home", str(sample_home)]
    assert main(["sheet", *arguments, *out]) == 2
    assert said in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_named(
    sample_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "no" / "a.csv"
    table = ["table", "targets", "--csv", str(out), "--home", str(sample_home)]
    assert main(table) == 2
    assert f"{out}：无法写入" in capsys.readouterr().err


def dangerous() -> Table:
    cells = {"unit": "=HYPERLINK(1)", "role": "牵头", "task": "@甲"}
    row = Row(cells, "d", "文\x07件", "一", "一、", "+原文", 0, 3)
    return Table("responsibilities", ("unit", "role", "task"), (row,), 1)


def test_no_cell_becomes_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(dangerous())))
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["单位", "角色", "事项", "所在文件", "条款", "原文"]
    assert next((cell.value, cell.data_type) for cell in sheet[2]) == ("=HYPERLINK(1)", "s")
    assert sheet.auto_filter.ref == "A1:F2"
    _, line = csv.reader(io.StringIO(csv_bytes(dangerous()).decode("utf-8-sig")))
    assert line == ["'=HYPERLINK(1)", "牵头", "'@甲", "文\x07件", "一、", "'+原文"]


def test_the_same_table_is_the_same_file() -> None:
    assert xlsx_bytes(dangerous()) == xlsx_bytes(dangerous())


def test_tables_are_saved_from_the_command(
    sample_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "targets.xlsx"
    home = ["--home", str(sample_home)]
    assert main(["table", "targets", "--sort", "value", "--xlsx", str(out), *home]) == 0
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert sheet.max_row == 24  # the heading and 23 targets
    assert sheet["C2"].value == 0.38
    assert main(["section", first_document(sample_home), "二/(三)/2", *home]) == 0
    assert "智能网联汽车" in capsys.readouterr().out


def first_document(home: Path) -> str:
    catalog = Catalog.of(Settings(home))
    with catalog.transaction() as connection:
        return next(iter(catalog.documents(connection)))
