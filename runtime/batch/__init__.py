"""Batch jobs: many requests as one, for half the price and some hours later."""
