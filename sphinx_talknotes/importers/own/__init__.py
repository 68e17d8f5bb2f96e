"""Pages that use this project's directives already.

They are as they should be: an import copies them byte for byte. What is here reads them for
everything else, without Sphinx: `read_page` finds the directives of a page in MyST or reST,
`make_records` makes records of them as a build would, `find_own` says which pages and files of a
folder are to be left as they are. Schedules and ``talknotes enrich`` read with it, too.
"""
