"""Which headings, pages and lines are talks, and how each is read.

`talks` sights everything that may be a talk, page by page (`pageview`, `lesser`). Of each
sighting (`sightings`), `undress` takes off what stands around title and speaker, every grammar
reads the rest, and `below` and `told` read what is written under it, with what `people`,
`kinds`, `labels`, `when`, `filenames` and `conference` know. Then `survey` counts how people
write in a page, its folder and the site, `choice` takes the readings that this supports, and
`promotion` what stands among them.
"""
