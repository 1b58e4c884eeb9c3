"""The tree is RFC 6962's, with SM3; proofs are checked by code that shares nothing with the code that makes them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingkai.ledger import merkle
from jingkai.ledger.crypto import sm3


def tree(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, written down as it stands there."""
    if not leaves:
        return sm3(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sm3(b"\x01" + tree(leaves[:k]) + tree(leaves[k:]))


def leaves_of(count: int) -> list[bytes]:
    return [sm3(b"\x00" + sm3(str(number).encode())) for number in range(count)]


def subtrees(leaves: list[bytes]) -> merkle.Subtree:
    return lambda level, position: tree(leaves[position << level : (position + 1) << level])


@pytest.mark.parametrize("size", range(70))
def test_the_frontier_has_the_root_of_every_size(size):
    leaves = leaves_of(size)
    frontier = merkle.Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    assert frontier.root() == tree(leaves)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 300), st.data())
def test_a_frontier_goes_on_where_it_was_left(size, data):
    begun = data.draw(st.integers(0, size))
    leaves = leaves_of(size)
    subtree = subtrees(leaves)
    peaks = [subtree(level, position) for level, position in merkle.complete_subtrees(0, begun)]
    frontier = merkle.Frontier(begun, peaks)
    for leaf in leaves[begun:]:
        frontier.add(leaf)
    assert frontier.root() == tree(leaves)


@pytest.mark.parametrize("size", range(1, 40))
def test_every_entry_of_every_size_is_proved_and_no_other(size):
    leaves = leaves_of(size)
    root = tree(leaves)
    for index in range(size):
        path = merkle.inclusion_path(index, size, subtrees(leaves))
        assert merkle.is_included(leaves[index], index, size, path, root)
        assert not merkle.is_included(sm3(b"other"), index, size, path, root)
        assert not merkle.is_included(leaves[index], index, size, [*path, root], root)
        if size > 1:
            assert not merkle.is_included(leaves[index], (index + 1) % size, size, path, root)
            assert not merkle.is_included(leaves[index], index, size, path[:-1], root)


@pytest.mark.parametrize("second", range(1, 40))
def test_every_earlier_tree_is_proved_to_be_the_beginning(second):
    leaves = leaves_of(second)
    for first in range(1, second + 1):
        path = merkle.consistency_path(first, second, subtrees(leaves))
        old, new = tree(leaves[:first]), tree(leaves)
        assert merkle.is_consistent(first, second, path, old, new)
        assert not merkle.is_consistent(first, second, path, sm3(b"other"), new)
        assert not merkle.is_consistent(first, second, path, old, sm3(b"other"))
        assert not merkle.is_consistent(first, second, [*path, old], old, new)


def test_proofs_of_what_is_not_there_are_not_made():
    subtree = subtrees(leaves_of(3))
    with pytest.raises(ValueError, match="leaf 3"):
        merkle.inclusion_path(3, 3, subtree)
    with pytest.raises(ValueError, match="4 and 3"):
        merkle.consistency_path(4, 3, subtree)
    assert not merkle.is_consistent(0, 3, [], b"", b"")
    assert not merkle.is_included(b"", 3, 3, [], b"")
