"""Reads a page as a browser would, as far as the tests look."""

from __future__ import annotations

from html.parser import HTMLParser


class Markup(HTMLParser):
    """All elements with their attributes, and the text of each article."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.articles: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag == "article":
            self.articles.append("")

    def handle_data(self, data):
        self.text += data
        if self.articles:
            self.articles[-1] += data + " "

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]
