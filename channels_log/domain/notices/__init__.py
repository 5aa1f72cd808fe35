"""The kinds of notices. Nothing below this floor sends anything: what is owed is read from the facts.

A new kind is a module here with its KIND, an entry in KINDS and in states.Kind, a marker with its partial index on the
row that owes it (on that row's floor), and its branch in the triggers of models.Notice (CONTRIBUTING.md lists them).
"""

from channels_log.domain.notices import decision, receipt
from channels_log.domain.notices.kind import NoticeKind
from channels_log.states import Kind

KINDS: dict[Kind, NoticeKind] = {entry.kind: entry for entry in (receipt.KIND, decision.KIND)}
