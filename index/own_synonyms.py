"""The synonyms of this data folder's own, kept in its catalogue; what they mean is `rag`'s."""

from collections.abc import Sequence

import sqlalchemy as sa

from index.catalog import Catalog
from index.schema import own_synonyms

Groups = tuple[tuple[str, ...], ...]


def read_own(catalog: Catalog) -> Groups:
    """Each group, the official word first, in the order of official words.

    Raises:
        IndexUnusable: the catalogue is missing or damaged.
    """
    chosen = sa.select(own_synonyms).order_by(own_synonyms.c.official)
    with catalog.transaction() as connection:
        return tuple((row.official, *row.words) for row in connection.execute(chosen))


def keep_own(catalog: Catalog, official: str, words: Sequence[str]) -> None:
    """Keeps these words for the official one, in the place of those before; none: forgets it.

    Raises:
        IndexUnusable: the catalogue cannot be written.
    """
    with catalog.transaction(writes=True) as connection:
        connection.execute(sa.delete(own_synonyms).where(own_synonyms.c.official == official))
        if words:
            row = {"official": official, "words": list(words)}
            connection.execute(sa.insert(own_synonyms), row)
