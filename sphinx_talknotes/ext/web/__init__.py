"""What pages say to machines: descriptions, previews, structured data, and files at the root."""
