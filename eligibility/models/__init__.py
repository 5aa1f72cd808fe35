"""Tables of the assessment, a module per subject."""

from eligibility.models.assessments import Assessment
from eligibility.models.document_reviews import DocumentReview
from eligibility.models.interviews import Interview
from eligibility.models.recommendations import Recommendation

__all__ = ["Assessment", "DocumentReview", "Interview", "Recommendation"]
