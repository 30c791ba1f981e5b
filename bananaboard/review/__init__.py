"""The review page: a board looked at, compared and picked in a browser, served to this computer alone."""
