"""A Gemini service on the loopback interface, for tests: strict, scripted, and it remembers what it billed.

Its README says what it speaks and how it is told what to do.
"""
