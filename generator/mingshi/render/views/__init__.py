"""One module per kind of page: each view is a pure function from the site and an id to a Page."""
