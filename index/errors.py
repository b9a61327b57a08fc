"""The errors that leave `index/`.

IndexUnusable          the data folder cannot be searched or written now
└ IndexBusy            another process is writing it: the same may work in a while
"""


class IndexUnusable(Exception):
    """The data folder cannot be searched or written now: one sentence with the remedy, in Chinese.

    An index that was never built, one that another embedder made, a damaged catalogue, a build
    that another process is running, an embedder that cannot be loaded.
    """


class IndexBusy(IndexUnusable):
    """Another process, or another machine, is changing the data folder."""
