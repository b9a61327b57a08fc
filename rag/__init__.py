"""A question into an answer with citations; knows nothing of the web or of files."""
