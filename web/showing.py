"""Who sees a document that is about to be added: settled before it can answer."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from index.filename import safe_name
from index.library import id_of
from web.problems import Refusal
from web.services import Services


@contextmanager
def shown_before(parts: Services, name: str, groups: Iterable[str]) -> Iterator[None]:
    """Lets only these groups see the document that a file of this name will be; all for none.

    The document is added inside of the `with`; where that fails, nobody is held back any more.

    Raises:
        PersonError: a group that cannot be.
        Refusal: groups where nobody logs in.
    """
    groups = set(groups)
    if not groups:
        yield
        return
    if parts.accounts is None:
        raise Refusal("此服务未开启登录，不能限定可见的组；请去掉 groups，或用 --login 启动。")
    doc_id = id_of(safe_name(name))
    if doc_id in parts.source.view().documents:
        yield  # the name is taken: adding it fails, and those who see the one there still do
        return
    parts.accounts.show_to(doc_id, groups)
    try:
        yield
    except BaseException:
        parts.accounts.show_to(doc_id, ())
        raise
