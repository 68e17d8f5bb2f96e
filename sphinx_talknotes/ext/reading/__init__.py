"""The read phase: files into text, documents into records."""
