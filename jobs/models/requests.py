"""What a job is asked to do, as the job keeps it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from accounts.models import AccessLog
from accounts.states import Perm


@dataclass(frozen=True, kw_only=True)
class JobRequest:
    """A job's parameters, never personal data. A task with more of its own adds them as fields of a subclass.

    `page`: the address of the portal that the job's page leads back to; `what` and `about`: how the log of readings
    calls a download of the job's file; `needs`: the permissions without which nobody may have it, not even who asked;
    `language`: that of the file and of its sentences.
    """

    page: str = ""
    what: AccessLog.What = AccessLog.What.EXPORT
    about: str = ""
    needs: tuple[Perm, ...] = ()
    language: str = "ar"

    def __post_init__(self) -> None:
        if self.page and (not self.page.startswith("/") or self.page.startswith("//")):
            raise ValueError(f"not an address of the portal: {self.page!r}")

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> Self:
        """Return the request that was kept as these parameters; those that only a subclass knows are left out."""
        known = {field.name: params[field.name] for field in fields(cls) if field.name in params}
        known["needs"] = tuple(Perm(name) for name in known.get("needs", ()))
        known["what"] = AccessLog.What(known.get("what", AccessLog.What.EXPORT))
        return cls(**known)

    def params(self) -> dict[str, Any]:
        return asdict(self)
