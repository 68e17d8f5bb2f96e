"""Live reading: plain headings of a project are read as talks, without any directive.

`scan` finds the pages that want it before anything is read, `plan` asks the importers what is
a talk on them, and `transform` gives the sections the shape that the `talk` directive makes.
From there on they are read like any other talk.
"""
