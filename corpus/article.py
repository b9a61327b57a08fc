"""Articles that come, go and are called otherwise: their order and their numbers."""

from collections.abc import Mapping, Sequence

from corpus.inside import behind, find
from corpus.marker import read_marker
from corpus.numeral import in_hanzi
from corpus.piece import AmendedPassage, Applied
from corpus.quoted import quoted, quoted_lines
from corpus.reference import Place, step_of
from corpus.section import is_below


def add_article(
    live: list[AmendedPassage], place: Place | None, applied: Applied, through: bool
) -> bool:
    """Puts a new article where its number belongs.

    `through` says that articles are counted through afterwards: then its number is its place in
    the new order; else it goes before the first that has a number as high.
    """
    articles = list(
        dict.fromkeys(c.section for c in live if c.pieces and _article(c.section) is not None)
    )
    beside = place.section if place and _article(place.section) else None
    marker = read_marker(_first_line(applied))
    step = applied.order.becomes[-1]
    own = step_of(marker.token) if marker and marker.style == "article" else None
    number = (step.number, step.sub) if step.number else (own.number, own.sub) if own else None
    if beside:
        before: str | None = beside
    elif number is None or not articles:
        return False
    elif number[1]:
        before = next((s for s in reversed(articles) if (_article(s) or number) < number), None)
    elif through:
        before = articles[min(number[0] - 2, len(articles) - 1)] if number[0] > 1 else None
    else:
        before = next((s for s in reversed(articles) if (_article(s) or number) < number), None)
    holder = place.section if place and not beside else None
    if holder and (before is None or not is_below(before, holder)):
        row = next(row for row, c in enumerate(live) if c.section == holder) + 1
        parent = holder
    else:
        row = behind(live, before) if before else _first_row(live, articles[0])
        parent = (before or articles[0]).rpartition("/")[0]
    new = quoted(applied, f"{parent}/" if parent else "")
    if not _article(new[0].section):  # A quotation without its number.
        return False
    for clause in new:
        clause.new_article = True
    live[row:row] = new
    return True


def rename(live: Sequence[AmendedPassage], applied: Applied, renamed: dict[str, str]) -> bool:
    """Notes the new number of an article; all are given at once when the amendment is done."""
    place = find(live, applied.order.places[-1]) if applied.order.places else None
    if place is None:
        return False
    parent = place.section.rpartition("/")[0]
    step = applied.order.becomes[-1]
    token = f"第{in_hanzi(step.number)}条" + (f"之{in_hanzi(step.sub)}" if step.sub else "")
    renamed[place.section] = "/".join(filter(None, (parent, token)))
    return True


def address_anew(live: list[AmendedPassage], renamed: Mapping[str, str], through: bool) -> None:
    """Gives articles the addresses that they have after an amendment; texts keep their numbers.

    `through` counts them through. Of two that are called the same the second is `…@2`.
    """
    tokens: dict[tuple[str, bool], str] = {}
    count = 0
    for clause in live:
        if not clause.pieces:
            continue
        key = (_article_part(clause.section), clause.new_article)
        if not key[0] or key in tokens:
            continue
        step = step_of(key[0].rpartition("/")[2])
        if through and step and not step.sub:
            count += 1
            parent = key[0].rpartition("/")[0]
            wanted = "/".join(filter(None, (parent, f"第{in_hanzi(count)}条")))
        else:
            wanted = key[0] if clause.new_article else renamed.get(key[0], key[0])
        again = sum(each == wanted for each in tokens.values())
        tokens[key] = f"{wanted}@{again + 1}" if again else wanted
    for clause in live:
        part = _article_part(clause.section)
        if new := tokens.get((part, clause.new_article)):
            clause.section = new + clause.section[len(part) :]
        clause.fresh = clause.new_article = False


def _article(section: str) -> tuple[int, int] | None:
    """The number of the article that an address ends in: `第一章/第十条之一` -> (10, 1)."""
    step = step_of(section.rpartition("/")[2])
    return (step.number, step.sub) if step and step.unit == "条" else None


def _article_part(section: str) -> str:
    """The address up to its article; empty where it lies in none."""
    parts = section.split("/")
    for row, part in enumerate(parts, start=1):
        step = step_of(part)
        if step and step.unit == "条":
            return "/".join(parts[:row])
    return ""


def _first_line(applied: Applied) -> str:
    return next((line.text for line in quoted_lines(applied.amendment, applied.order.new)), "")


def _first_row(live: Sequence[AmendedPassage], section: str) -> int:
    return next(row for row, c in enumerate(live) if c.section == section)
