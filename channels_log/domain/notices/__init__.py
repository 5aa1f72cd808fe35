"""The kinds of notices. Nothing below this floor sends anything: what is owed is read from the facts.

CONTRIBUTING.md lists what a new kind needs.
"""

from channels_log.domain.notices import decision, receipt
from channels_log.domain.notices.kind import NoticeKind
from channels_log.states import Kind

KINDS: dict[Kind, NoticeKind] = {entry.kind: entry for entry in (receipt.KIND, decision.KIND)}
