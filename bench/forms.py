"""Reads the fields of a page's forms, cheaply: what a browser without scripts would send back."""

import re
from html import unescape
from urllib.parse import urlencode

INPUT = re.compile(rb"<input\b[^>]*>")
PART = re.compile(rb'\b(name|value|type|checked)(?:="([^"]*)")?')


def fields(body: bytes) -> list[dict[str, str]]:
    """Every input of the page that has a name: its name, type and value, and `checked` where it is."""
    found = []
    for tag in INPUT.findall(body):
        one = {key.decode(): unescape(value.decode()) for key, value in PART.findall(tag)}
        if "name" in one:
            found.append(one)
    return found


def value(found: list[dict[str, str]], name: str) -> str:
    """The value of the first input of this name. Raises KeyError where the page has none."""
    for one in found:
        if one["name"] == name:
            return one.get("value", "")
    raise KeyError(name)


def names(found: list[dict[str, str]], pattern: str) -> list[str]:
    """The names that match the pattern, each once."""
    fitting = re.compile(pattern)
    return list(dict.fromkeys(one["name"] for one in found if fitting.fullmatch(one["name"])))


def sent(found: list[dict[str, str]], **typed: str) -> bytes:
    """The body of the form: its token and what was typed."""
    return urlencode({"csrfmiddlewaretoken": value(found, "csrfmiddlewaretoken"), **typed}).encode()
