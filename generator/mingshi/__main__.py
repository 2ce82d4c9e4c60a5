"""Lets `python -m mingshi` do what `mingshi` does."""

import sys

from .cli import main

sys.exit(main())
