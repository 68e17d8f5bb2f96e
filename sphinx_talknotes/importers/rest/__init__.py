"""reStructuredText: where its headings are, what its lines say, what a page says of itself.

docutils is asked, with states of our own: nothing is registered for the process, no file is read,
and no directive is run. It is imported when the first page in this markup is read.
"""
