"""Calls and the ledger into a plan, a plan into pictures."""
