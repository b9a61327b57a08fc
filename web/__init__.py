"""What the web chat shows: its words, its HTML, its style and script."""
