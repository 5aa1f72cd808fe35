"""Django admin on the tour: every page of every list that it holds, as the access map opens them."""

from django.contrib import admin

from accounts.rules import find
from config.access import MAP
from screens.acts import in_english, press, send_empty_at
from screens.policy_tour import KEEPS
from screens.steps import Args, Step
from screens.world import World

LISTS = [f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry]
WITHOUT_A_ROW, OF_A_ROW = ("changelist", "add", "import", "export"), ("change", "history", "delete")
SAVE = "[name=_save]"


def row(label: str) -> Args:
    """The address takes a row of that list."""
    return lambda world: (world.row(label),)


def pages(label: str) -> list[Step]:
    """The pages of one list."""
    short = label.replace("_", "-")
    found = [Step(name=f"{short}-{kind}", view=f"admin:{label}_{kind}") for kind in WITHOUT_A_ROW]
    found += [Step(name=f"{short}-{kind}", view=f"admin:{label}_{kind}", args=row(label)) for kind in OF_A_ROW]
    return [step for step in found if is_page(step.view)]


def is_page(view: str) -> bool:
    """Whether Django admin has this page and the access map opens it."""
    need = find(MAP, view)
    offered = "import" not in view.rsplit("_", 1)[-1] and "export" not in view.rsplit("_", 1)[-1]
    if view.startswith("admin:accounts_accesslog_"):  # a reading has no page of its own
        return view.endswith("changelist")
    listed = offered or view.startswith(("admin:policy_channel_", "admin:policy_tool_"))
    return listed and need is not None and need.get is not None


def draft(world: World) -> tuple[int]:
    """The draft of the next policy version."""
    return (world.next_version,)


ADMIN = [
    Step(name="home", view="desk:home"),
    Step(name="sandbox", view="channels_log:sandbox_messages"),
    Step(name="figures", view="desk:figures"),
    *KEEPS,
    Step(name="index", view="admin:index"),
    Step(name="app", view="admin:app_list", args=lambda world: ("policy",)),
    *(step for label in LISTS for step in pages(label)),
    Step(name="staff-search", view="admin:accounts_staff_changelist", query="?q=سعد"),
    Step(name="staff-add-errors", view="admin:accounts_staff_add", act=press(SAVE)),
    Step(name="staff-password", view="admin:auth_user_password_change", args=row("accounts_staff")),
    Step(name="version-draft", view="admin:policy_policyversion_change", args=draft),
    Step(
        name="version-errors",
        view="admin:policy_policyversion_change",
        args=draft,
        act=send_empty_at("form[method=post]#policyversion_form"),
    ),
    Step(name="password", view="admin:password_change"),
    Step(name="password-done", view="admin:password_change_done"),
    Step(name="404", address="/admin/nothing/", status=404),
    Step(name="home-en", view="desk:home", act=in_english, language="en"),
]
