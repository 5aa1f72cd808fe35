"""A browser without JavaScript, small enough for tests: it reads a page's forms and sends what stands in them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client

VOID_TYPES = ("submit", "button", "image", "reset", "file")


@dataclass
class Form:
    """A form as it stands on the page: where it goes, and name -> values of what would be sent."""

    action: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    buttons: list[dict[str, str | None]] = field(default_factory=list)

    def data(self, **changes: Any) -> dict[str, Any]:
        """What is sent, with `changes` typed over it; AssertionError for a field that is not on the page."""
        sent: dict[str, Any] = {name: values[-1] for name, values in self.values.items() if values}
        for name, value in changes.items():
            assert name in self.names, f"the page has no field {name!r}, only {sorted(self.names)}"
            if value is None:
                sent.pop(name, None)
            else:
                sent[name] = value
        return sent


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, Form] = {}
        self.open: list[str] = []
        self.text_of: tuple[str, str] | None = None
        self.select_of: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        if tag == "form":
            key = a.get("id") or f"#{len(self.forms)}"
            self.forms.setdefault(key, Form()).action = a.get("action") or ""
            self.open.append(key)
            return
        key = a.get("form") or (self.open[-1] if self.open else None)
        if key is None or tag not in ("input", "button", "textarea", "select", "option"):
            return
        self._control(tag, a, self.forms.setdefault(key, Form()), key)

    def _control(self, tag: str, a: dict[str, str | None], form: Form, key: str) -> None:
        name = a.get("name") or ""
        if tag == "option":
            if self.select_of and ("selected" in a or not form.values.get(self.select_of[1])):
                form.values[self.select_of[1]] = [a.get("value") or ""]
            return
        if tag == "button":
            form.buttons.append(a)
            form.names.add(name)
            return
        form.names.add(name)
        if tag == "select":
            self.select_of = (key, name)
        elif tag == "textarea":
            self.text_of = (key, name)
            form.values[name] = [""]
        elif a.get("type") in VOID_TYPES:
            return
        elif a.get("type") in ("radio", "checkbox"):
            if "checked" in a:
                form.values[name] = [a.get("value") or "on"]
        else:
            form.values[name] = [a.get("value") or ""]

    def handle_data(self, data: str) -> None:
        if self.text_of:
            key, name = self.text_of
            self.forms[key].values[name] = [self.forms[key].values[name][-1] + data]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.open:
            self.open.pop()
        elif tag == "textarea":
            self.text_of = None
        elif tag == "select":
            self.select_of = None


def form_of(response: Any, *, has: str = "", to: str = "") -> Form:
    """The form on this page that has the field `has`, or goes `to` an address; AssertionError where there is none."""
    reader = _Reader()
    reader.feed(response.content.decode())
    for form in reader.forms.values():
        if (has and has in form.names) or (to and form.action == to):
            return form
    raise AssertionError(f"no form with {has or to!r} on the page: {[sorted(f.names) for f in reader.forms.values()]}")


def send(client: Client, url: str, response: Any, *, has: str = "", to: str = "", **changes: Any) -> Any:
    """Sends the page's form back with `changes` typed into it."""
    form = form_of(response, has=has, to=to)
    return client.post(form.action or url, form.data(**changes))


def text_of(response: Any) -> str:
    """The page's words, tags taken out and spaces squeezed."""
    words: list[str] = []
    reader = HTMLParser()
    reader.handle_data = words.append  # type: ignore[method-assign]
    reader.feed(response.content.decode())
    return " ".join(" ".join(words).split())
