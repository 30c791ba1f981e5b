"""The engine that asks Google's Gemini image models, by the Developer API or on the agent platform (Vertex)."""
