"""``python -m jingkai`` is the command ``jingkai``."""

from __future__ import annotations

from jingkai.cli import main

if __name__ == "__main__":
    main()
