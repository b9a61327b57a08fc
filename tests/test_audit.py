"""The audit log: what was shown can be shown again; old entries go."""

import json
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from index.__main__ import main
from index.audit import add_entry, entries, entry, forget
from index.catalog import Catalog
from index.schema import audit


def test_an_entry_is_found_again_by_its_id(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path, create=True)
    record = {"question": "谁牵头？", "answer": "市科技局。〔1〕"}
    entry_id = add_entry(catalog, "ask", "谁牵头？", record, who="李")
    found = entry(catalog, entry_id)
    assert found is not None
    assert (found.kind, found.who, found.what, found.record) == ("ask", "李", "谁牵头？", record)
    assert entry(catalog, "0" * 16) is None


def test_entries_of_one_user_newest_first_and_old_ones_forgotten(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path, create=True)
    old = add_entry(catalog, "change", "移除甲", who="李")
    new = add_entry(catalog, "ask", "问", who="李")
    add_entry(catalog, "ask", "问", who="王")
    with catalog.transaction() as connection:
        aged = sa.update(audit).where(audit.c.id == old).values(at="2020-01-01T00:00:00+00:00")
        connection.execute(aged)
    assert [one.id for one in entries(catalog, who="李")] == [new, old]
    assert [one.id for one in entries(catalog, who="李", kind="change")] == [old]
    assert forget(catalog, days=30) == 1
    assert entry(catalog, old) is None
    assert entry(catalog, new) is not None


def test_command_shows_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalog = Catalog(tmp_path, create=True)
    key = add_entry(catalog, "ask", "补贴？", {"answer": "无"}, who="甲")
    assert main(["audit", "--home", str(tmp_path)]) == 0
    line = capsys.readouterr().out
    assert key in line
    assert "补贴？" in line
    assert main(["audit", key, "--json", "--home", str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out)["record"] == {"answer": "无"}
    assert main(["audit", "--forget", "30", "--home", str(tmp_path)]) == 0
    assert "删除 0 条" in capsys.readouterr().out
    assert main(["audit", "f" * 16, "--home", str(tmp_path)]) == 2


def test_many_may_write_at_once(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path, create=True)
    failed: list[Exception] = []

    def write() -> None:
        try:
            for _ in range(25):
                add_entry(catalog, "ask", "问")
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(entries(catalog, limit=1000)) == 150
