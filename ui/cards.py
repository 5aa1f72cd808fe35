"""The next action of a case, as templates/ui/next.html draws it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """One sentence, why it is there, and where it leads; without a button where it waits for somebody else.

    `post` sends the application's step to that address.
    """

    title: str
    why: str = ""
    url: str = ""
    label: str = ""
    post: bool = False
    quiet_url: str = ""
    quiet_label: str = ""
