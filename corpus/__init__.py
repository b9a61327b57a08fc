"""Files into documents, clauses and facts; knows nothing of search."""
