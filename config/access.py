"""The access map: every URL's name and what it needs. A URL without an entry is closed, and a test fails.

Each app has its block. Values are accounts.access.Need, per method: PUBLIC, SIGNED_IN, a Perm, any one of a tuple of
Perms, or None (405). Who may see which case is decided when the case is fetched, not here.
"""

from accounts.access import PUBLIC, SIGNED_IN, Need
from accounts.permissions import Perm

MAP: dict[str, Need] = {
    # config
    "alive": Need(get=PUBLIC),
    # accounts
    "account_login": Need(get=PUBLIC, post=PUBLIC),
    "account_logout": Need(post=SIGNED_IN),
    "account_change_password": Need(get=SIGNED_IN, post=SIGNED_IN),
    "account_inactive": Need(get=PUBLIC),
    "set_language": Need(post=PUBLIC),
    # committee
    "committee:sittings": Need(get=Perm.SEE_CASES_AT_COMMITTEE),
    "committee:call": Need(get=Perm.HOLD_SITTINGS, post=Perm.HOLD_SITTINGS),
    "committee:sitting": Need(get=Perm.SEE_CASES_AT_COMMITTEE),
    "committee:open": Need(post=Perm.HOLD_SITTINGS),
    "committee:attendance": Need(post=Perm.HOLD_SITTINGS),
    "committee:end": Need(get=Perm.HOLD_SITTINGS, post=Perm.HOLD_SITTINGS),
    "committee:add": Need(get=Perm.HOLD_SITTINGS, post=Perm.HOLD_SITTINGS),
    "committee:agenda": Need(get=Perm.SEE_CASES_AT_COMMITTEE),
    "committee:item": Need(get=Perm.SEE_CASES_AT_COMMITTEE),
    "committee:motion": Need(get=Perm.PROPOSE_MOTIONS, post=Perm.PROPOSE_MOTIONS),
    "committee:vote": Need(post=Perm.VOTE),
    "committee:close": Need(get=Perm.HOLD_SITTINGS, post=Perm.HOLD_SITTINGS),
    "committee:record": Need(post=Perm.RECORD_DECISIONS),
    "committee:postpone": Need(get=Perm.HOLD_SITTINGS, post=Perm.HOLD_SITTINGS),
    "committee:send_back": Need(get=Perm.HOLD_SITTINGS, post=Perm.HOLD_SITTINGS),
    "committee:conflict": Need(get=Perm.SEE_CASES_AT_COMMITTEE, post=Perm.SEE_CASES_AT_COMMITTEE),
    "committee:decisions": Need(get=Perm.SEE_CASES_AT_COMMITTEE),
    "committee:decision": Need(get=Perm.SEE_CASES_AT_COMMITTEE),
    # delivery
    "delivery:register": Need(get=Perm.REGISTER_ACCEPTED, post=Perm.REGISTER_ACCEPTED),
    "delivery:deliver": Need(get=Perm.DELIVER, post=Perm.DELIVER),
    # policy
    "policy:current": Need(get=SIGNED_IN),
    # beneficiaries
    "beneficiaries:new": Need(get=Perm.REGISTER_PEOPLE, post=Perm.REGISTER_PEOPLE),
    "beneficiaries:edit": Need(get=Perm.REGISTER_PEOPLE, post=Perm.REGISTER_PEOPLE),
    "beneficiaries:representative": Need(get=Perm.REGISTER_PEOPLE, post=Perm.REGISTER_PEOPLE),
    # Django admin, whole
    "admin:*": Need(get=Perm.EDIT_LISTS, post=Perm.EDIT_LISTS),
}
