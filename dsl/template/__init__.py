"""Jinja2 templates as boards may write them: sandboxed, deterministic, bounded, with exact places."""
