"""What counts as white space within a line."""

from __future__ import annotations

import re
import sys

from jingkai.documents.repair.characters import SPACE


def test_within_a_line_every_white_space_is_the_space_of_repairs_and_nothing_else_is() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    within = set(re.findall(r"\s", every)) - set(
        "\n\r\u2028\u2029"
    )  # where lines are parted before anything else
    assert within == set(re.findall(f"[{SPACE}]", every))
