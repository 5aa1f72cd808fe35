"""Who may: the question that every domain function asks before it writes."""

import pytest

from accounts.rules import require
from accounts.states import Perm, Role
from ledger.errors import Refused
from tests.factories import make_staff

pytestmark = pytest.mark.django_db


def test_require_passes_whoever_holds_the_permission():
    require(make_staff(Role.MEMBER), Perm.VOTE)


def test_require_refuses_whoever_lacks_the_permission():
    with pytest.raises(Refused) as refused:
        require(make_staff(Role.MEMBER), Perm.TAKE_IN)
    assert refused.value.code == "may"


def test_require_refuses_with_the_sentence_given():
    with pytest.raises(Refused, match="Only members vote"):
        require(make_staff(Role.MEMBER, is_active=False), Perm.VOTE, "Only members vote")
