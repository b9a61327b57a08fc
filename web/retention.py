"""The audit log kept for as many days as were set: looked through at the start, then once a day."""

import logging
import threading

from index.audit import forget
from index.catalog import Catalog
from index.errors import IndexUnusable

_DAY_S = 24 * 60 * 60


def keep_for(catalog: Catalog, days: int, stop: threading.Event, every_s: float = _DAY_S) -> None:
    """Deletes older entries until `stop` is set; for a thread of its own. 0 days keeps all."""
    if days == 0:
        return
    log = logging.getLogger("xuntiao")
    while True:
        try:
            n_gone = forget(catalog, days)
        except IndexUnusable as error:
            log.warning("审计记录未能清理：%s", error)
        else:
            if n_gone:
                log.info("已清理 %d 条超过 %d 天的审计记录", n_gone, days)
        if stop.wait(every_s):
            return
