"""From views to bytes: shells, templates, pages, search index, API and the writing of the site."""
