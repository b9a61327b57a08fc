"""Readers: one module per file format, each turning a file into `corpus.document.SourceText`."""

from corpus.read.formats import read_source, readable_suffixes

__all__ = ["read_source", "readable_suffixes"]
