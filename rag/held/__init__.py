"""What the documents hold, read once per index: passages, headings, facts."""
