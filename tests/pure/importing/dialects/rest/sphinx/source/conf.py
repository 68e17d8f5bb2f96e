project = "Notes"
