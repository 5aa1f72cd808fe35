from accounts.models.access_log import AccessLog
from accounts.models.branches import Branch
from accounts.models.staff import Staff

__all__ = ["AccessLog", "Branch", "Staff"]
