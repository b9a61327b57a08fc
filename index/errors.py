"""The one error that leaves `index/`."""


class IndexUnusable(Exception):
    """The data folder cannot be searched or written now: one sentence with the remedy, in Chinese.

    An index that was never built, one that another embedder made, a damaged catalogue, a build
    that another process is running, an embedder that cannot be loaded.
    """
