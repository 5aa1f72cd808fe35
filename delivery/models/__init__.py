"""Registration completed (policy step 6) and service provided (policy step 7)."""

from delivery.models.cases import CaseInService
from delivery.models.deliveries import Delivery
from delivery.models.registrations import Registration

__all__ = ["CaseInService", "Delivery", "Registration"]
