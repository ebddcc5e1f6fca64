"""What OpenAPI prints for each style, in its examples: `color` is blue, three colours, or an object.

Where its revisions differ, which they do about `label` that is not exploded, the latest of 3.0 and 3.1 (which
follow RFC 6570) count. Of cookies it prints one line; several values of one are cookies of their own here.
"""

from __future__ import annotations

from typing import Any

BLUE = "blue"
COLORS = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}

VALUES: dict[str, Any] = {"empty": "", "string": BLUE, "array": COLORS, "object": OBJECT}

# Style, explode: what is printed for a text, a list and an object; "" where the standard defines nothing.
_PRINTED = {
    ("matrix", False): (";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"),
    ("matrix", True): (";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"),
    ("label", False): (".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
    ("label", True): (".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
    ("simple", False): ("blue", "blue,black,brown", "R,100,G,200,B,150"),
    ("simple", True): ("blue", "blue,black,brown", "R=100,G=200,B=150"),
    ("form", False): ("color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"),
    ("form", True): ("color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"),
    ("spaceDelimited", False): ("", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"),
    ("spaceDelimited", True): ("", "color=blue&color=black&color=brown", ""),
    ("pipeDelimited", False): ("", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"),
    ("pipeDelimited", True): ("", "color=blue&color=black&color=brown", ""),
    ("deepObject", True): ("", "", "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
}
_EMPTY = {"matrix": ";color", "form": "color=", "simple": "", "label": "."}


def printed(style: str, explode: bool, kind: str, *, name: str = "color", place: str = "query") -> str:
    """What should be sent; "" where the standard does not say."""
    if kind == "empty":
        found = _EMPTY.get(style, "")
    else:
        row = _PRINTED.get((style, explode), ("", "", ""))
        found = row[("string", "array", "object").index(kind)]
    found = found.replace("color", name)
    return found.replace("&", "; ") if place == "cookie" else found
