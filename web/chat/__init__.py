"""The chat: a Gradio page in each language, within the frame that all pages share."""
