"""One writer at a time: a lock on the data folder, and on the database where several share one."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from corpus.system_error import why_refused
from index.errors import IndexBusy, IndexUnusable
from index.settings import Settings

# Any number does, so long as every release takes the same: 「循条」 as GB 18030 bytes.
_ADVISORY_LOCK = 0xD1AD_CCF5

_LOOK_S = 0.2  # between two looks whether a database is free


@contextmanager
def only_writer(settings: Settings, wait_s: float = 0) -> Iterator[None]:
    """Holds the lock, which names its owner; the folder is made where absent.

    Waits up to `wait_s` seconds for another writer to finish.

    Raises:
        IndexBusy: another process holds it.
        IndexUnusable: the folder or the database cannot be written.
    """
    until = time.monotonic() + wait_s
    with _folder_lock(settings, wait_s):
        if settings.database is None:
            yield
        else:
            with _database_lock(settings.database, until):
                yield


@contextmanager
def _folder_lock(settings: Settings, wait_s: float) -> Iterator[None]:
    from filelock import FileLock, Timeout

    home = settings.home
    owner = home / ".lock-owner"
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = FileLock(home / ".lock", timeout=wait_s)
        lock.acquire()
    except Timeout as error:
        who = owner.read_text(encoding="utf-8").strip() if owner.is_file() else "另一个进程"
        raise IndexBusy(
            f"{who} 正在更新数据文件夹 {home}；请等它结束后再运行 python -m index build"
        ) from error
    except OSError as error:
        raise IndexUnusable(
            f"数据文件夹 {home} 无法写入（{why_refused(error)}）；请用 --home 指定可写的文件夹"
        ) from error
    try:
        owner.write_text(f"进程 {os.getpid()}（{socket.gethostname()}）\n", encoding="utf-8")
        yield
    finally:
        owner.unlink(missing_ok=True)
        lock.release()


@contextmanager
def _database_lock(database: str, until: float) -> Iterator[None]:
    """An advisory lock of PostgreSQL, held by a connection of its own; gone when that is gone."""
    name = sa.make_url(database).render_as_string()
    engine = sa.create_engine(database, poolclass=sa.NullPool)
    try:
        with engine.connect() as connection:
            take = sa.select(sa.func.pg_try_advisory_lock(_ADVISORY_LOCK))
            while not connection.execute(take).scalar():
                if time.monotonic() < until:
                    time.sleep(_LOOK_S)
                    continue
                raise IndexBusy(f"另一台机器正在更新数据库 {name}；请等它结束后再试")
            yield
    except sa.exc.OperationalError as error:
        reason = str(error.orig).splitlines()[0]
        raise IndexUnusable(
            f"数据库 {name} 连不上（{reason}）；请检查 XUNTIAO_DATABASE 和网络"
        ) from error
    finally:
        engine.dispose()
