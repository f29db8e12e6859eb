"""``python -m anju``: the same as the command ``anju``."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (a checkout can be started by any Python)
    sys.exit(
        f"安居需要 Python 3.11 或更新的版本，现在是 {sys.version.split()[0]}。"
        " (Anju needs Python 3.11 or newer: install it and start again.)"
    )

from anju.launch.cli import main

if __name__ == "__main__":
    sys.exit(main())
