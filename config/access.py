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
    # Django admin, whole
    "admin:*": Need(get=Perm.EDIT_LISTS, post=Perm.EDIT_LISTS),
}
