"""Parameters in the styles of OpenAPI, as its examples and RFC 6570 print them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dialwright.python.runtime import ArgumentError, MappingModel, Styled
from dialwright.python.runtime.encode import encode_cookies, encode_query, fill_path, header_value
from dialwright.python.runtime.styles import cookie_pairs, header_text, path_text, query_pairs

BLUE = "blue"
COLORS = ["blue", "black", "brown"]
RGB = {"R": 100, "G": 200, "B": 150}


def in_query(value: object, style: str, *, explode: bool = False, reserved: bool = False) -> str:
    return encode_query({"color": Styled(value, style, explode=explode, reserved=reserved)})


def in_path(value: object, style: str, *, explode: bool = False, reserved: bool = False) -> str | None:
    return path_text("color", Styled(value, style, explode=explode, reserved=reserved))


def in_header(value: object, *, explode: bool = False) -> str | None:
    return header_text("X-Color", Styled(value, "simple", explode=explode))


@pytest.mark.parametrize(
    ("style", "explode", "printed"),
    [
        ("matrix", False, (";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150")),
        ("matrix", True, (";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150")),
        ("label", False, (".blue", ".blue,black,brown", ".R,100,G,200,B,150")),
        ("label", True, (".blue", ".blue.black.brown", ".R=100.G=200.B=150")),
        ("simple", False, ("blue", "blue,black,brown", "R,100,G,200,B,150")),
        ("simple", True, ("blue", "blue,black,brown", "R=100,G=200,B=150")),
    ],
)
def test_a_path_is_written_as_the_standard_prints_it(
    style: str, explode: bool, printed: tuple[str, ...]
) -> None:
    assert tuple(in_path(value, style, explode=explode) for value in (BLUE, COLORS, RGB)) == printed
    template = fill_path("/a/{color}/b", {"color": Styled(COLORS, style, explode=explode)})
    assert template == f"/a/{printed[1]}/b"


@pytest.mark.parametrize(
    ("style", "explode", "printed"),
    [
        ("form", False, ("color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150")),
        ("form", True, ("color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150")),
        (
            "spaceDelimited",
            False,
            ("color=blue", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"),
        ),
        (
            "pipeDelimited",
            False,
            ("color=blue", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"),
        ),
        ("spaceDelimited", True, ("color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150")),
        ("pipeDelimited", True, ("color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150")),
        (
            "deepObject",
            True,
            (
                "color=blue",
                "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
                "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
            ),
        ),
    ],
)
def test_a_query_is_written_as_the_standard_prints_it(
    style: str, explode: bool, printed: tuple[str, ...]
) -> None:
    assert tuple(in_query(value, style, explode=explode) for value in (BLUE, COLORS, RGB)) == printed


@pytest.mark.parametrize(
    ("explode", "printed"),
    [
        (False, ("blue", "blue,black,brown", "R,100,G,200,B,150")),
        (True, ("blue", "blue,black,brown", "R=100,G=200,B=150")),
    ],
)
def test_a_header_is_written_as_the_standard_prints_it(explode: bool, printed: tuple[str, ...]) -> None:
    assert tuple(in_header(value, explode=explode) for value in (BLUE, COLORS, RGB)) == printed


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (BLUE, "color=blue"),
        (COLORS, "color=blue; color=black; color=brown"),
        (RGB, "R=100; G=200; B=150"),
        (Styled(COLORS, "form"), "color=blue,black,brown"),
        (Styled(RGB, "form"), "color=R,100,G,200,B,150"),
        ("a b;c=d", "color=a%20b%3Bc%3Dd"),
        (True, "color=true"),
        ("", "color="),
        (None, ""),
        ([], ""),
    ],
)
def test_cookies_are_forms_whose_values_are_cookies_of_their_own(value: object, written: str) -> None:
    assert encode_cookies({"color": value}) == written


class TestEmpty:
    """A value that is empty is there; one that is None, and an empty list or object, is not."""

    def test_text(self) -> None:
        assert in_query("", "form") == "color="
        assert in_query("", "form", explode=True) == "color="
        assert in_path("", "matrix") == ";color"
        assert in_path("", "matrix", explode=True) == ";color"
        assert in_path("", "label") == "."
        assert in_path("", "simple") == ""
        assert in_header("") == ""
        assert in_query(["", "a"], "form") == "color=,a"
        assert in_path(["", "a"], "matrix", explode=True) == ";color;color=a"
        assert in_path({"x": "", "y": 1}, "matrix", explode=True) == ";x;y=1"

    @pytest.mark.parametrize("value", [None, [], {}, (), set[str](), [None], {"a": None}])
    def test_nothing(self, value: object) -> None:
        for explode in (False, True):
            for style in ("form", "spaceDelimited", "pipeDelimited", "deepObject"):
                assert in_query(value, style, explode=explode) == ""
            for style in ("simple", "label", "matrix"):
                assert in_path(value, style, explode=explode) is None
            assert in_header(value, explode=explode) is None

    def test_none_within_is_left_out(self) -> None:
        assert in_query(["a", None, "b"], "form") == "color=a,b"
        assert in_query({"a": 1, "b": None, "c": 2}, "form", explode=True) == "a=1&c=2"
        assert in_query({"a": {"b": None, "c": [None, 1]}}, "deepObject") == "color%5Ba%5D%5Bc%5D=1"
        assert in_query(0, "form") == "color=0"
        assert in_query(False, "form") == "color=false"


class TestValues:
    def test_are_typed(self) -> None:
        assert in_query([True, 1.5, Decimal("2.50"), date(2026, 11, 2)], "form") == (
            "color=true,1.5,2.50,2026-11-02"
        )
        assert in_path(0.00001, "label") == ".0.00001"

    def test_any_sequence_set_or_mapping_is_opened(self) -> None:
        assert in_query((1, 2), "form") == "color=1,2"
        assert in_query({1}, "form") == "color=1"
        assert in_query("ab", "form", explode=True) == "color=ab"

    def test_a_model_is_the_object_it_came_as(self) -> None:
        point = MappingModel.from_dict({"x": 1, "y": [2]})
        assert in_query(point, "deepObject", explode=True) == "color%5Bx%5D=1&color%5By%5D=2"
        assert in_query({"at": point}, "deepObject") == "color%5Bat%5D%5Bx%5D=1&color%5Bat%5D%5By%5D=2"

    @pytest.mark.parametrize("value", [b"ab", bytearray(b"ab"), object()])
    def test_what_is_no_value_is_refused(self, value: object) -> None:
        for style in ("form", "deepObject"):
            with pytest.raises(ArgumentError, match=r"^'color' cannot be sent"):
                in_query(value, style)
        with pytest.raises(ArgumentError, match=r"^'color' cannot be sent"):
            in_path([value], "simple")

        with pytest.raises(ArgumentError, match=r"^'X-Color' cannot be sent"):
            in_header(value)

    def test_keys_are_text(self) -> None:
        with pytest.raises(ArgumentError, match=r"must be text, not 1\.$"):
            in_query({1: "a"}, "form")

    @pytest.mark.parametrize("style", ["form", "deepObject", "json"])
    def test_half_a_character_is_refused(self, style: str) -> None:
        with pytest.raises(ArgumentError, match="holds half of a surrogate pair, which is not a character"):
            in_query(["\ud800"], style)
        if style == "form":
            with pytest.raises(
                ArgumentError, match=r"^'color' holds half of a surrogate pair, which is not a character\.$"
            ) as caught:
                in_path("\ud800", "simple")
            assert caught.value.__context__ is None

    @pytest.mark.parametrize("value", ["a\nb", "a\rb", "a\0b", ["a", "b\n"], {"k\n": "v"}])
    def test_no_line_breaks_in_a_query(self, value: object) -> None:
        with pytest.raises(ArgumentError, match="must not hold a line break or a NUL"):
            in_query(value, "form")


class TestContainersWithin:
    """The standard leaves them undefined; here they are JSON, but in `deepObject` go on in brackets."""

    def test_are_json(self) -> None:
        assert in_query([[1, 2], {"a": "b"}], "form") == "color=%5B1%2C2%5D,%7B%22a%22%3A%22b%22%7D"
        assert in_query({"a": [1], "b": {"c": 2}}, "form", explode=True) == ("a=%5B1%5D&b=%7B%22c%22%3A2%7D")
        assert in_header([{"a": "b"}, [1]]) == '{"a":"b"},[1]'
        assert in_path([["ö"]], "simple") == "%5B%22%C3%B6%22%5D"

    def test_go_on_in_brackets(self) -> None:
        deep = {"a": {"b": 1}, "c": ["x", "y"], "d": [{"e": True}], "f": [[1]], "g/h": "i&j"}
        assert in_query(deep, "deepObject", explode=True).split("&") == [
            "color%5Ba%5D%5Bb%5D=1",
            "color%5Bc%5D=x",
            "color%5Bc%5D=y",
            "color%5Bd%5D%5B0%5D%5Be%5D=true",
            "color%5Bf%5D%5B0%5D=1",
            "color%5Bg%2Fh%5D=i%26j",
        ]
        assert in_query([{"a": 1}, "b"], "deepObject") == "color%5B0%5D%5Ba%5D=1&color%5B1%5D=b"
        assert in_query({"l": [1, [2]]}, "deepObject") == "color%5Bl%5D%5B0%5D=1&color%5Bl%5D%5B1%5D=2"


def test_json_is_one_value_wherever_it_stands() -> None:
    escaped = "%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D"
    for explode in (False, True):
        assert in_query(RGB, "json", explode=explode) == f"color={escaped}"
        assert in_path(RGB, "json", explode=explode) == escaped
        assert header_text("X", Styled(RGB, "json", explode=explode)) == '{"R":100,"G":200,"B":150}'
        assert cookie_pairs("c", Styled(RGB, "json", explode=explode)) == [("c", escaped)]
    assert in_query([], "json") == "color=%5B%5D"
    assert in_query("ö", "json") == "color=%22%C3%B6%22"
    assert in_query(None, "json") == ""


class TestEscapes:
    def test_a_delimiter_within_a_value(self) -> None:
        assert in_query(["a,b", "c&d=e", "f g", "h|i", "50%"], "form") == (
            "color=a%2Cb,c%26d%3De,f%20g,h%7Ci,50%25"
        )
        assert in_path(["a.b", "c/d", "e;f"], "label", explode=True) == ".a.b.c%2Fd.e%3Bf"
        assert in_query({"a=b": "c&d"}, "form", explode=True) == "a%3Db=c%26d"

    def test_the_name(self) -> None:
        assert query_pairs("a b[]", Styled("c", "form")) == [("a%20b%5B%5D", "c")]
        assert query_pairs("a/b", Styled({"c": 1}, "deepObject")) == [("a%2Fb%5Bc%5D", "1")]
        assert path_text("a/b", Styled("c", "matrix")) == ";a%2Fb=c"
        assert path_text("a/b", Styled("", "matrix")) == ";a%2Fb"
        assert path_text("a/b", Styled("c", "matrix", explode=True)) == ";a%2Fb=c"

    def test_a_header_has_none(self) -> None:
        assert header_value("X-A", Styled(["a/b", "c d", "50%"], "simple")) == "a/b,c d,50%"
        assert header_text("X-A", Styled({"a b": "c=d"}, "simple", explode=True)) == "a b=c=d"

    def test_reserved_characters_stay_where_they_do_no_harm(self) -> None:
        harmless, harmful = ":/?@!$'()*,;=", "#&+[]"
        assert in_query(harmless, "form", reserved=True) == f"color={harmless}"
        assert in_query(harmful, "form", reserved=True) == "color=%23%26%2B%5B%5D"
        assert in_query(harmless + harmful, "form") == (
            "color=%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B%3D%23%26%2B%5B%5D"
        )
        assert in_query('a b\u00f6"<>', "form", reserved=True) == "color=a%20b%C3%B6%22%3C%3E"

    def test_what_is_escaped_already_stays_so_among_reserved_characters(self) -> None:
        assert in_query("a%2Fb%2f%", "form", reserved=True) == "color=a%2Fb%2f%25"
        assert in_query("%4", "form", reserved=True) == "color=%254"
        assert in_query("%GG", "form", reserved=True) == "color=%25GG"
        assert in_query("%41", "form") == "color=%2541"
        with pytest.raises(ArgumentError, match=r"^'color' holds half"):
            in_query("a\ud800", "form", reserved=True)


@pytest.mark.parametrize("value", ["", None, [], {}, ".", "..", "a\nb", "a\x7fb"])
def test_a_path_that_would_lead_elsewhere_is_refused(value: Any) -> None:
    with pytest.raises(ArgumentError, match=r"^The path parameter 'color' must say something, not "):
        fill_path("/a/{color}", {"color": Styled(value, "simple")})
