"""Which document a name or number means: one rule for answers and for the catalogue's relations."""

from corpus.identity import names, own_title, same_number

__all__ = ["names", "own_title", "same_number"]
