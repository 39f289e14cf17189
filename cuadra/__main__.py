"""`python -m cuadra`."""

from cuadra.cli import main

if __name__ == "__main__":
    main()
