"""The policy on the tour: its versions, its readers, its tools and channels, and its conformance."""

from screens.acts import press
from screens.recurring import form
from screens.steps import Args, Step, nothing
from screens.world import World


def current(world: World) -> tuple[int]:
    """The number of the version in force."""
    return (world.version_in_force,)


def draft(world: World) -> tuple[int]:
    """The number of the draft of the next version."""
    return (world.number_of(world.next_version),)


def both(world: World) -> tuple[int, int]:
    """The numbers of the two, for comparing."""
    return (*current(world), *draft(world))


def key(label: str) -> Args:
    """The key of the first row in use of that list."""
    return lambda world: (world.key(label),)


# whoever works in the portal reads these
READS = [
    Step(name="tools", view="policy:tools"),
    Step(name="tool", view="policy:tool", args=key("policy_tool")),
    Step(name="channels", view="policy:channels"),
    Step(name="request-forms", view="intake:blank_forms"),
]
# who audits sees how the policy is kept, and changes nothing there
WATCHES = [
    Step(name="versions", view="policy:versions"),
    Step(name="version", view="policy:version", args=current),
    Step(name="circulation", view="policy:circulation"),
    Step(name="tools", view="policy:tools"),
    Step(name="tool", view="policy:tool", args=key("policy_tool")),
    Step(name="conformance", view="conformance:table"),
    Step(name="conformance-checked", view="conformance:table", act=press("main form[method=post] .btn-primary")),
]
KEEPS = [
    Step(name="policy", view="policy:current"),
    Step(name="versions", view="policy:versions"),
    Step(name="version-current", view="policy:version", args=current),
    Step(name="version-next", view="policy:version", args=draft),
    Step(name="versions-with-draft", view="policy:versions"),
    *form("version-approve", "policy:version_approve", draft),
    *form("version-signed", "policy:version_signed", current),
    Step(name="compare", view="policy:compare", args=both),
    Step(name="compare-differing", view="policy:compare", args=both, query="?only=differs"),
    Step(name="circulation", view="policy:circulation"),
    *form("review", "policy:review", nothing),
    Step(name="tools", view="policy:tools"),
    Step(name="tool", view="policy:tool", args=key("policy_tool")),
    *form("tool-new", "policy:tool_new", key("policy_tool")),
    Step(name="channels", view="policy:channels"),
    *form("channel-new", "policy:channel_new", nothing),
    *form("channel-edit", "policy:channel_edit", key("policy_channel")),
    Step(name="channel-retire", view="policy:channel_retire", args=key("policy_channel")),
    Step(name="conformance", view="conformance:table"),
]
