"""The sketch engine: draws a previsualisation, free and offline."""
