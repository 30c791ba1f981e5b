"""The page itself, as the browser gets it: nothing of any board is in it."""
