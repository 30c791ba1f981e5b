"""A tree into checked, priced calls: tables, scopes, templates, mentions, variants, places, digests, prices."""
