"""`python -m bananaboard` is `bnn`."""

from .cli import main

if __name__ == "__main__":
    main()
