"""Groups of statuses that the desk's pages tell apart."""

from intake.states import Status

# before these the outcome exists nowhere; who does not decide sees no more than when it may come
BEFORE_REFERRAL = (Status.DRAFT, Status.SUBMITTED, Status.IN_ASSESSMENT, Status.AWAITING_APPLICANT)
BEFORE_ACCEPTANCE = (*BEFORE_REFERRAL, Status.AWAITING_DECISION)
# submitted, and its window runs or has passed without a decision
BEFORE_DECISION = (Status.SUBMITTED, Status.IN_ASSESSMENT, Status.AWAITING_APPLICANT, Status.AWAITING_DECISION)
DECIDED = (Status.ACCEPTED, Status.REJECTED, Status.REGISTERED, Status.SERVED)
OPEN = (Status.DRAFT, *BEFORE_DECISION, Status.ACCEPTED, Status.REGISTERED)
ENDED = (Status.SERVED, Status.REJECTED, Status.CLOSED)
