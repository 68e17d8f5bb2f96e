"""All that knows Sphinx: directives, domain, generated pages, series navigation, freshness."""
