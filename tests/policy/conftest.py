"""A portal that carries out a loaded policy."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policy.domain.profiles import loads
from policy.models import PolicyVersion
from tests.factories import make_policy
from tests.policy.sample import SLUG, changed, write


@pytest.fixture
def policy(db: None) -> PolicyVersion:
    """The policy of mafatih-alkhair, in force."""
    return make_policy()


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., loads.Loaded]:
    """Loads the sample, with some of its texts replaced by others."""

    def run(*pairs: tuple[str, str], **how: Any) -> loads.Loaded:
        write(tmp_path, changed(*pairs))
        return loads.load(slug=SLUG, folder=tmp_path, **how)

    return run


@pytest.fixture
def loaded(db: None, load: Callable[..., loads.Loaded]) -> PolicyVersion:
    """The policy of the sample, in force."""
    return load().version
