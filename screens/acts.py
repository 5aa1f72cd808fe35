"""What is done on a page before its picture is taken. `page` is a page of playwright; everything may be done twice."""

from typing import Any
from urllib.parse import urlsplit

from screens.steps import Act

# past the browser's own checks, so that the portal's answer is seen
EMPTY = """form => {
  form.noValidate = true;
  for (const one of form.elements) {
    if (one.type === "radio" || one.type === "checkbox") one.checked = false;
    else if (one.matches("textarea, input:not([type=hidden])")) one.value = "";
  }
}"""
CHOOSE = "all => all.forEach(one => one.click())"
SEND = "form => form.requestSubmit()"


def form_of(path: str) -> str:
    """The selector of a page's own form, the page's path given."""
    return f"main form[method=post]:not([action]), main form[action='{path}']"


def send_empty(page: Any) -> None:
    """Sends the page's own form with nothing in it."""
    form = form_of(urlsplit(page.url).path)
    page.eval_on_selector(form, EMPTY)
    with page.expect_navigation():
        page.eval_on_selector(form, SEND)


def send_empty_at(selector: str) -> Act:
    """Sends that form with nothing in it."""

    def act(page: Any) -> None:
        page.eval_on_selector(selector, EMPTY)
        with page.expect_navigation():
            page.eval_on_selector(selector, SEND)

    return act


def press(selector: str) -> Act:
    """Follows a link or presses a button that leads to another page."""

    def act(page: Any) -> None:
        with page.expect_navigation():
            page.locator(selector).locator("visible=true").first.click()

    return act


def press_where_there_is(selector: str) -> Act:
    """Presses a button that is gone once it was pressed: at the next width the page is seen as it is then."""

    def act(page: Any) -> None:
        if page.locator(selector).count():
            press(selector)(page)

    return act


def unfold(selector: str) -> Act:
    """Opens a menu, or whatever else is folded."""
    return lambda page: page.locator(f"{selector} > summary").locator("visible=true").first.click()


def unfold_all(page: Any) -> None:
    """Opens everything that is folded on the page itself, at widths at which it shows."""
    page.eval_on_selector_all("main details", "all => all.forEach(one => { one.open = true; })")


def choose(selector: str) -> Act:
    """Takes every radio or box of this selector."""
    return lambda page: page.eval_on_selector_all(selector, CHOOSE)


def fill(**texts: str) -> Act:
    """Writes into fields by their names."""

    def act(page: Any) -> None:
        for name, text in texts.items():
            page.fill(f'[name="{name}"]', text)

    return act


def put(selector: str, text: str) -> Act:
    """Writes into what the selector finds."""
    return lambda page: page.fill(selector, text)


def in_turn(*acts: Act) -> Act:
    """One after the other."""

    def act(page: Any) -> None:
        for one in acts:
            one(page)

    return act


def search(text: str) -> Act:
    """Searches from the box."""
    return in_turn(put("#q", text), press("[role=search] button"))


def typed(selector: str, text: str, shown: str) -> Act:
    """Writes into what the selector finds, and waits until the page shows what comes of it."""

    def act(page: Any) -> None:
        page.fill(selector, text)
        page.wait_for_selector(shown, timeout=5_000)
        page.wait_for_load_state("networkidle")

    return act


def reveal(page: Any) -> None:
    """Shows the whole identity number in its place."""
    page.click("form .reveal")
    page.wait_for_selector(".id-no:has-text('1')", timeout=5_000)
    page.wait_for_load_state("networkidle")


def match_everything(page: Any) -> None:
    """Says of every datum that its document agrees, document after document, until the declaration opens."""
    for _document in range(8):
        page.eval_on_selector_all("[value=matches]", CHOOSE)
        press(".actions-bar .btn-primary")(page)
        if not urlsplit(page.url).path.endswith("/match/"):
            return


def without_token(page: Any) -> None:
    """Sends the page's form without its token against forgery."""
    page.eval_on_selector_all("[name=csrfmiddlewaretoken]", "all => all.forEach(one => one.remove())")
    page.context.clear_cookies(name="csrftoken")
    page.eval_on_selector("form", "form => { form.noValidate = true; }")
    with page.expect_navigation():
        page.eval_on_selector("form", SEND)


def sign_in_wrongly(times: int) -> Act:
    """Tries a login that nobody has, so many times."""

    def act(page: Any) -> None:
        for _try in range(times):
            if not page.locator("[name=login]").count():
                return
            fill(login="nobody@demo.example", password="not the pass phrase")(page)  # noqa: S106 -- nobody's
            press("main form .btn-primary")(page)

    return act


def in_english(page: Any) -> None:
    """Switches the reader's language, which the portal keeps."""
    if page.locator("details.menu").count():
        unfold("details.menu")(page)
    if page.locator("[name=language][value=en]").count():
        press("[name=language][value=en]")(page)
