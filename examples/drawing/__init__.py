"""The hand that draws the reference pictures of the examples."""
