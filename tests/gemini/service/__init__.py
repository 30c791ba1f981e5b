"""A Gemini service on the loopback interface, for tests: strict, scripted, and it remembers what it billed."""
