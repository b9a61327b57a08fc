"""A question as understood: mended, completed, read for what it asks and is bound to."""
