"""The rehearsal: a slow, paid, failing image service that is only pretended, and the engine that asks it."""
