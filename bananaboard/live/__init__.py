"""The live check: asks the service, for a little money, whether what the Gemini engine rests on is so today."""
