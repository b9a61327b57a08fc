"""Documents beside each other: amendments, versions, governments, the sides of a question."""
