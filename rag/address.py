"""The section that a question names, as an address: `二(三)2讲什么` -> `二/(三)/2`."""

import re

_ADDRESS = re.compile(
    r"第?([一二三四五六七八九十]+)(?:部分|大?点|、|章)?\s*第?[(（]([一二三四五六七八九十]+)[)）]"
    r"(?:条|项|点|款)?\s*(?:[、/]?\s*第?(\d{1,2})(?:条|项|点|\.|．|、)?(?!\d))?(?:\s*[(（](\d{1,2})[)）])?"
)
_PART_ITEM = re.compile(
    r"第([一二三四五六七八九十]+)(?:部分|大点)\s*(?:的)?\s*第[(（]?([一二三四五六七八九十]+)[)）]?(?:条|项|点|款)"
    r"(?:\s*(?:的)?\s*第\s*(\d{1,2})\s*(?:条|项|点|款))?()"
)
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零\d]+条(?:之[一二三四五六七八九十])?")


def address_of(text: str) -> str | None:
    """The section that the folded text of a question names, or None."""
    found = _PART_ITEM.search(text) or _ADDRESS.search(text)
    if found:
        first, second, third, fourth = found.groups()
        parts = [first, f"({second})", third, f"({fourth})" if fourth else None]
        return "/".join(part for part in parts if part)
    if article := _ARTICLE.search(text):
        return article[0]
    return None
