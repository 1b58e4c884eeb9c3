"""The ``jingkai`` command: the contract for scripts.

One module a command. Everything heavy is imported inside the commands, so that ``jingkai --help`` answers at once.

Results go to standard output, everything else to standard error. Exit codes:

====  =============================================================================================
0     everything was done
1     something could not be done: each fault is named on standard error, the rest is still delivered
2     the command line was wrong
130   interrupted (Ctrl-C)
====  =============================================================================================
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from jingkai.cli.run import run

    sys.exit(run(sys.argv[1:]))
