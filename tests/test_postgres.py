"""The same catalogue on a real PostgreSQL, which the test starts itself on a free port."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from corpus.diff import diff
from index.build import build
from index.catalog import Catalog
from index.errors import IndexUnusable
from index.feedback import add_feedback, all_feedback
from index.index import Index
from index.library import replace_document
from index.settings import Settings
from index.upkeep import backup, verify
from index.validity import validity
from index.versions import versions
from index.writer import only_writer
from tests.test_index import FIRST, SECOND, HashEmbedder
from web.people.accounts import MAX_FAILURES, Accounts, PersonError
from web.people.tokens import close_session, open_session, session_of

EMBEDDER = HashEmbedder()


def programs() -> Path | None:
    """The folder of the newest installed server; Debian keeps it out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an empty server; PostgreSQL refuses to run as root."""
    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL server: run `sh tests/setup_machine.sh` as root on Debian")
    user = "postgres" if os.geteuid() == 0 else None
    # Not under pytest's own folder, which only its user may enter.
    data = Path(tempfile.mkdtemp(prefix="xuntiao-postgres-"))
    if user:
        owner = pwd.getpwnam(user)
        os.chown(data, owner.pw_uid, owner.pw_gid)

    def run(*arguments: str) -> None:
        subprocess.run(arguments, check=True, capture_output=True, cwd="/", user=user)

    run(
        str(folder / "initdb"),
        "-D",
        str(data),
        "-U",
        "xuntiao",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = f"-h 127.0.0.1 -p {port} -k '' -F"
    control = (str(folder / "pg_ctl"), "-D", str(data), "-w")
    run(*control, "-l", str(data / "log"), "-o", options, "start")
    yield f"postgresql+psycopg://xuntiao@127.0.0.1:{port}/postgres"
    run(*control, "-m", "immediate", "stop")
    shutil.rmtree(data)


@pytest.fixture
def settings(server: str, tmp_path: Path) -> Settings:
    """Settings of an empty database of that server."""
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text("DROP DATABASE IF EXISTS policies WITH (FORCE)"))
        connection.execute(sa.text("CREATE DATABASE policies"))
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "first.txt").write_text(FIRST, encoding="utf-8")
    (corpus / "second.txt").write_text(SECOND, encoding="utf-8")
    address = server.removesuffix("postgres") + "policies"
    return Settings(tmp_path / "home", EMBEDDER.name, address)


def opened(settings: Settings) -> Index:
    return Index.open(settings, EMBEDDER)


def test_the_database_holds_what_a_file_would(settings: Settings, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    in_file = Settings(tmp_path / "file", EMBEDDER.name)
    for each in (settings, in_file):
        build(each, corpus, progress=False, embedder=EMBEDDER)
    assert opened(settings).documents == opened(in_file).documents
    question = "高新技术企业奖励"
    vector = EMBEDDER.embed_query(question)
    assert opened(settings).search(question, vector, 5) == opened(in_file).search(
        question, vector, 5
    )
    assert verify(settings) == []
    assert not (settings.home / "catalog.db").exists()


def test_a_second_build_changes_only_what_changed(settings: Settings, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    build(settings, corpus, progress=False, embedder=EMBEDDER)
    (corpus / "second.txt").write_text(SECOND.replace("70%", "60%"), encoding="utf-8")
    (corpus / "first.txt").unlink()
    report = build(settings, corpus, progress=False, embedder=EMBEDDER)
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 1, 1, 0)
    assert list(opened(settings).documents) == ["second"]


def test_a_replaced_document_keeps_its_versions(settings: Settings, tmp_path: Path) -> None:
    build(settings, tmp_path / "corpus", progress=False, embedder=EMBEDDER)
    (tmp_path / "newer.txt").write_text(FIRST.replace("500万元", "800万元"), encoding="utf-8")
    replace_document(settings, "first", tmp_path / "newer.txt", embedder=EMBEDDER)
    old, new = versions(Catalog.of(settings), "first")
    assert "500万元" in old.document.text
    assert "800万元" in new.document.text
    assert [s.new for c in diff(old.document, new.document).changes for s in c.values] == [
        "800万元"
    ]
    other = Settings(tmp_path / "other", EMBEDDER.name, settings.database)
    build(other, tmp_path / "corpus", progress=False, embedder=EMBEDDER)
    assert "800万元" in opened(other).documents["first"].text, "its file is on another machine"
    assert verify(other) == []


def test_validity_is_told_from_the_database(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "corpus" / "later.txt").write_text(
        "人才公寓租金办法\n\n一、租金按60%收取。\n\n"
        "二、本办法自2024年1月1日起施行，《关于人才公寓的通知》同时废止。\n",
        encoding="utf-8",
    )
    build(settings, tmp_path / "corpus", progress=False, embedder=EMBEDDER)
    found = {v.document.doc_id: v.label for v in validity(Catalog.of(settings), "2024-01-01")}
    assert found == {"first": "效力不明", "later": "现行有效", "second": "已废止"}


def test_another_machine_answers_from_the_same_database(settings: Settings, tmp_path: Path) -> None:
    build(settings, tmp_path / "corpus", progress=False, embedder=EMBEDDER)
    other = Settings(tmp_path / "other", EMBEDDER.name, settings.database)
    assert opened(other).documents == opened(settings).documents
    add_feedback(Catalog.of(other), {"question": "问"}, liked=False, reason="不完整")
    assert [f.reason for f in all_feedback(Catalog.of(settings))] == ["不完整"]


def test_only_one_machine_writes(settings: Settings, tmp_path: Path) -> None:
    other = Settings(tmp_path / "other", EMBEDDER.name, settings.database)
    with only_writer(settings):
        with pytest.raises(IndexUnusable, match="另一台机器正在更新数据库"):
            build(other, tmp_path / "corpus", progress=False, embedder=EMBEDDER)
    assert build(other, tmp_path / "corpus", progress=False, embedder=EMBEDDER).documents == 2


def test_a_reader_sees_one_state_while_a_writer_commits(settings: Settings, tmp_path: Path) -> None:
    build(settings, tmp_path / "corpus", progress=False, embedder=EMBEDDER)
    catalog = Catalog.of(settings)
    with catalog.transaction() as reader:
        before = catalog.documents(reader)
        with catalog.transaction() as writer:
            catalog.remove(writer, ["first"])
        assert catalog.documents(reader) == before
    with catalog.transaction() as reader:
        assert list(catalog.documents(reader)) == ["second"]


def test_a_server_that_is_not_there_is_one_sentence_without_the_password(tmp_path: Path) -> None:
    away = Settings(tmp_path, EMBEDDER.name, "postgresql+psycopg://a:secret@127.0.0.1:1/x")
    with pytest.raises(IndexUnusable, match=r"127\.0\.0\.1:1/x") as raised:
        Catalog.of(away)
    assert "secret" not in str(raised.value)


def test_a_wrong_address_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="XUNTIAO_DATABASE"):
        Catalog.of(Settings(tmp_path, EMBEDDER.name, "no address"))


def test_a_backup_of_a_server_is_left_to_its_own_programs(
    settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(IndexUnusable, match="pg_dump"):
        backup(settings, tmp_path / "a.bak")


def at_once(n: int, work: Callable[[int], object]) -> list[object]:
    """What `work` returns, or the error it ends in, for 0 to n - 1 at the same time."""
    with ThreadPoolExecutor(n) as pool:
        running = [pool.submit(work, i) for i in range(n)]
    return [each.exception() or each.result() for each in running]


@pytest.fixture
def servers(settings: Settings) -> list[Accounts]:
    """Two servers of the same people, started at the same time."""
    Catalog.of(settings, create=True)
    started = at_once(2, lambda _: Accounts(Catalog.of(settings)))
    assert all(isinstance(each, Accounts) for each in started), started
    return [each for each in started if isinstance(each, Accounts)]


def test_two_servers_that_start_at_once_make_one_admin(servers: list[Accounts]) -> None:
    made = at_once(2, lambda i: servers[i].first_admin())
    assert sorted(type(each).__name__ for each in made) == ["NoneType", "str"]


def test_people_changed_by_two_servers_at_once_are_as_if_one_by_one(
    servers: list[Accounts],
) -> None:
    names = [f"用户{i}" for i in range(12)]
    made = at_once(12, lambda i: servers[i % 2].add(names[i], "reader", ["甲"]))
    assert all(isinstance(each, str) for each in made), made
    assert [u.name for u in servers[0].users()] == sorted(names)
    taken = at_once(6, lambda i: servers[i % 2].add("同名", "reader"))
    assert sum(isinstance(each, PersonError) for each in taken) == 5
    moved = at_once(12, lambda i: servers[i % 2].set_groups("用户0", [f"组{i}", "乙"]))
    assert moved == [None] * 12
    found = servers[0].user("用户0")
    assert found is not None
    assert len(found.groups) == 2
    shown = at_once(12, lambda i: servers[i % 2].show_to("first", [f"组{i}"]))
    assert shown == [None] * 12
    assert len(servers[1].groups_of()["first"]) == 1


def test_guesses_at_two_servers_at_once_all_count(servers: list[Accounts]) -> None:
    once = servers[0].add("被猜的", "reader")

    def guess(i: int) -> None:
        with pytest.raises(PersonError, match="用户名或密码不对"):
            servers[i % 2].log_in("被猜的", "错")

    assert at_once(MAX_FAILURES, guess) == [None] * MAX_FAILURES
    with pytest.raises(PersonError, match="锁定"):
        servers[0].log_in("被猜的", once)


def test_a_session_ended_while_others_begin_stays_ended(servers: list[Accounts]) -> None:
    servers[0].add("李明", "reader")
    user = servers[0].user("李明")
    assert user is not None
    first = open_session(servers[0], user)

    def work(i: int) -> None:
        if i % 3 == 0:
            close_session(servers[i % 2], first)
        elif i % 3 == 1:
            open_session(servers[i % 2], user)
        else:
            servers[i % 2].reset("李明")

    assert at_once(12, work) == [None] * 12
    assert session_of(servers[1], first) is None
