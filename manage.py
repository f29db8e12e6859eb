#!/usr/bin/env python
"""Django's own commands with the embedded database up around them: the same as ``anju manage``."""

import sys

from anju.launch.cli import main

if __name__ == "__main__":
    sys.exit(main(["manage", *sys.argv[1:]]))
