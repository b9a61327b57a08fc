"""Which places the documents know: whose document it is, and which districts lie in which city.

A district belongs to the city whose documents give it tasks; nothing else is known of geography.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus.document import Document
from corpus.responsibility import read_responsibilities
from index.tokenize import fold
from rag.words.synonyms import from_synonyms, groups

_BODY = re.compile(r"人民政府.*$|管委会$|管理委员会$|[(（][^()（）]*[)）]")
_ORGAN = re.compile(
    r"^(?P<place>[\u4e00-\u9fff]{2,12}?(?:省|自治区|市|区|县|旗|新城))(?=[\u4e00-\u9fff]{2,}|20\d\d年)"
)
_HIGH = re.compile(r"高新技术(?:产业)?开发区|高新开发区")
_ZONE = re.compile(r"经济技术|新技术|技术(?=开发区)")
_OWN = re.compile(r"^(?:本|我|全|各|该|县|市|区)")
_SEAT = re.compile(r"[\u4e00-\u9fff]{2,10}(?:省|市|区|县|旗|新城|镇|街道)")
_CITY = re.compile(r"(?:省|市|自治州)$")


@from_synonyms
@lru_cache(maxsize=4096)
def bare(place: str) -> str:
    """A place's name without what may be left out: 武汉东湖新技术开发区 -> 武汉东湖开发区."""
    name = fold(place)
    for group in groups():
        if group[0].endswith(("区", "市")) and name in group[1:]:
            name = group[0]
    return _ZONE.sub("", _HIGH.sub("高新区", name.replace("经开区", "开发区")))


def same(one: str, other: str) -> bool:
    """Whether two names may be of one place, a city's name before its zone's left out."""
    one, other = sorted((bare(one), bare(other)), key=len)
    return one == other or (len(one) > 3 and other.endswith(one)) or one == other.rstrip("市区县省")


@dataclass(frozen=True)
class Atlas:
    """`seats` is each document's own place, by id; `inside` maps a city to its districts."""

    seats: Mapping[str, str]
    inside: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, documents: Mapping[str, Document]) -> "Atlas":
        """Read the documents' issuers and the districts that they give tasks to."""
        seats: dict[str, str] = {}
        inside: dict[str, set[str]] = {}
        for doc_id, document in documents.items():
            seat = _seat(document)
            if seat is None:
                continue
            seats[doc_id] = seat
            if not _CITY.search(seat):
                continue
            for unit in _units(document):
                name = _BODY.sub("", unit)
                if name != unit or name.endswith(("开发区", "高新区", "新城")):
                    if _SEAT.fullmatch(name) and not _OWN.match(name) and name != seat:
                        inside.setdefault(seat, set()).add(name)
        return cls(seats, {city: frozenset(names) for city, names in inside.items()})

    @property
    def names(self) -> tuple[str, ...]:
        """All places known, longest first."""
        known = {*self.seats.values(), *(n for names in self.inside.values() for n in names)}
        return tuple(sorted(known, key=lambda name: (-len(name), name)))

    def holds(self, outer: str, inner: str) -> bool | None:
        """Whether `inner` is `outer` or lies in it; None where nobody says."""
        if same(outer, inner):
            return True
        if any(same(city, outer) and any(same(n, inner) for n in names)
               for city, names in self.inside.items()):  # fmt: skip
            return True
        if fold(inner).startswith(fold(outer).rstrip("市")) and _CITY.search(outer):
            return True  # 武汉经济技术开发区
        if _CITY.search(outer):
            elsewhere = any(
                not same(city, outer) and any(same(n, inner) for n in names)
                for city, names in self.inside.items()
            )
            return False if elsewhere or inner.endswith("市") else None
        # A district: another one is elsewhere, the city around it says nothing.
        around = any(same(city, inner) for city in self.inside) or inner.endswith(("市", "省"))
        if around:
            own_city = next(
                (c for c, names in self.inside.items() if any(same(n, outer) for n in names)), None
            )
            return (
                None if own_city is None or same(own_city, inner) or inner.endswith("省") else False
            )
        return False


def _units(document: Document) -> Iterable[str]:
    for found in read_responsibilities(document.clauses):
        yield from found.lead
        yield from found.support


def _seat(document: Document) -> str | None:
    for text in (document.metadata.issuer, document.title):
        if not text:
            continue
        name = _BODY.sub("", text)
        if name != text and _SEAT.fullmatch(name):
            return name
        zone = re.match(
            r"[\u4e00-\u9fff]{2,10}?(?:经济技术开发区|高新技术产业开发区|开发区|高新区|新区)", text
        )
        if zone:
            return zone[0]
        if found := _ORGAN.match(text):
            return found["place"]
    return None
