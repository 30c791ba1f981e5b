"""What `bnn library new` writes, with NAME where the name goes."""
