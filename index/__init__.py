"""Clauses into hits for a query; knows nothing of answers."""
