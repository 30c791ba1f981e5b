"""Text into a tree, and back: source, spans, diagnostics, parser and formatter."""
