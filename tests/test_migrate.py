"""Catalogues of other releases: brought up to date by a build, named where they cannot be read."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from index.catalog import Catalog
from index.errors import IndexUnusable
from index.feedback import add_feedback, all_feedback
from index.migrate import revision_of
from index.schema import HEAD, SCHEMA
from index.versions import versions

ROOT = Path(__file__).parent.parent


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "index/migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_migrations_end_at_the_tables_of_the_schema(tmp_path: Path) -> None:
    with Catalog(tmp_path, create=True).transaction() as connection:
        assert revision_of(connection) == HEAD
        assert compare_metadata(MigrationContext.configure(connection), SCHEMA) == []


def unversioned(home: Path) -> None:
    """A file as it was before there were migrations: fewer tables, no version."""
    engine = sa.create_engine(f"sqlite:///{home / 'catalog.db'}")
    SCHEMA.create_all(engine, tables=[SCHEMA.tables["state"], SCHEMA.tables["vectors"]])
    with engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO vectors VALUES ('m', 'h', x'00')"))
    engine.dispose()


def test_an_older_catalogue_is_named_and_brought_up_to_date_by_a_build(tmp_path: Path) -> None:
    unversioned(tmp_path)
    with pytest.raises(IndexUnusable, match=r"旧版程序建立；请运行 python -m index build"):
        Catalog(tmp_path)
    with Catalog(tmp_path, create=True).transaction() as connection:
        assert revision_of(connection) == HEAD
        assert connection.execute(sa.text("SELECT text_hash FROM vectors")).scalars().all() == ["h"]
    add_feedback(Catalog(tmp_path), {"question": "问"}, liked=True)
    assert len(all_feedback(Catalog(tmp_path))) == 1


def test_a_newer_catalogue_is_left_alone(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path, create=True)
    with catalog.transaction() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    for create in (False, True):
        with pytest.raises(IndexUnusable, match=r"更新的程序建立（9999）；请升级循条"):
            Catalog(tmp_path, create=create)


def first_release(home: Path) -> None:
    """A catalogue as the first migration left it, with a document and a judgement in it."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "index/migrations"))
    engine = sa.create_engine(f"sqlite:///{home / 'catalog.db'}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            sa.text(
                "INSERT INTO documents VALUES"
                " (:id, :path, '', 'digest', '办法', '一、奖励', :metadata, '[]')"
            ),
            {"id": "a", "path": "a.txt", "metadata": json.dumps({"title": "办法"})},
        )
        connection.execute(
            sa.text("INSERT INTO clauses VALUES ('a', 0, '一', '一、', '[]', 'heading', 0, 4)")
        )
    engine.dispose()


def test_documents_of_the_first_release_are_kept(tmp_path: Path) -> None:
    first_release(tmp_path)
    catalog = Catalog(tmp_path, create=True)
    with catalog.transaction() as connection:
        held = catalog.held(connection)["a"]
    assert (held.document.title, held.document.clauses[0].text) == ("办法", "一、奖励")
    assert (held.origin, held.since) == ("folder", "")
    (only,) = versions(catalog, "a")
    assert (only.n, only.since, only.until) == (1, None, None)
