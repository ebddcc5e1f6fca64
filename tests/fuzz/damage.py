"""Damage to the bytes of a document: the same for the same number, on every machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeAlias

_Damage: TypeAlias = Callable[[Random, bytes], bytes]

_LARGEST = 30_000  # bytes; of a larger document a beginning is taken
_WORDS = (
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b": ",
        b"- ",
        b"\n",
        b"\r",
        b"\t",
        b"\0",
        b'"',
        b"'",
        b"\\",
        b"#",
        b"|",
        b">",
    ),
    *(
        b"&a ",
        b"*a",
        b"<<: *a",
        b"!!str ",
        b"? ",
        b"---\n",
        b"%YAML 1.2\n",
        b"\xff",
        b"\xe2\x80\xa8",
        b"\xed\xa0\x80",
    ),
    *(b"null", b"true", b"-1", b"1e999", b"9" * 500, b"''", b"{}", b"[]", b"~", b".inf", b"0x1F"),
    *(
        b"$ref: '#'",
        b"$ref: '#/'",
        b"'$ref': '#/paths'",
        b"$ref: ../x.yaml",
        b"allOf:",
        b"oneOf:",
        b"enum:",
        b"const:",
    ),
    *(b"type:", b"items:", b"properties:", b"required:", b"nullable: true", b"discriminator:", b"default:"),
    *(b"x-method:", b"x-resource:", b"x-pagination:", b"x-client:", b"x-name:", b"x-item:", b"parameters:"),
)
_TOKEN = re.compile(rb"[A-Za-z0-9_$/-]+")


def damaged(data: bytes, random: Random) -> bytes:
    """The document with a few things wrong."""
    if len(data) > _LARGEST:
        data = data[: random.randrange(1_000, _LARGEST)]
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        data = random.choice(_KINDS)(random, data) if data else b"{}"
    return data


def _flip(random: Random, data: bytes) -> bytes:
    place = random.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << random.randrange(8))]) + data[place + 1 :]


def _insert(random: Random, data: bytes) -> bytes:
    place = random.randrange(len(data) + 1)
    return data[:place] + random.choice(_WORDS) + data[place:]


def _remove(random: Random, data: bytes) -> bytes:
    start = random.randrange(len(data))
    return data[:start] + data[start + random.choice((1, 2, 5, 20, 200)) :]


def _cut(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data))]


def _swap_tokens(random: Random, data: bytes) -> bytes:
    """A name or a value of the document in the place of another one."""
    tokens = list(_TOKEN.finditer(data))
    if not tokens:
        return data
    there, other = random.choice(tokens), random.choice(tokens)
    return data[: there.start()] + other.group() + data[there.end() :]


def _replace_value(random: Random, data: bytes) -> bytes:
    """Something else after a key."""
    keys = [match.end() for match in re.finditer(rb":[ \n]", data)]
    if not keys:
        return data
    start = random.choice(keys)
    end = data.find(b"\n", start)
    return data[:start] + random.choice(_WORDS) + (data[end:] if end >= 0 else b"")


def _move_lines(random: Random, data: bytes) -> bytes:
    """Some lines once more, somewhere else, as deep as they were or deeper."""
    lines = data.split(b"\n")
    start, to = random.randrange(len(lines)), random.randrange(len(lines) + 1)
    moved = [
        b" " * random.choice((0, 0, 2, 4)) + line for line in lines[start : start + random.randrange(1, 12)]
    ]
    return b"\n".join((*lines[:to], *moved, *lines[to:]))


_KINDS: Sequence[_Damage] = (
    _flip, _insert, _insert, _remove, _cut, _swap_tokens, _swap_tokens, _replace_value, _replace_value,
    _move_lines,
)  # fmt: skip
