"""The access map: every URL's name and what it needs. A URL without an entry is closed, and a test fails.

Each app has its block. Values are accounts.rules.Need, per method: PUBLIC, SIGNED_IN, a Perm, any one of a tuple of
Perms, or None (405). Who may see which case is decided when the case is fetched, not here.
"""

from accounts.rules import PUBLIC, SIGNED_IN, Need
from accounts.states import Perm

# whoever may open a case file at all; which one, the fetching decides
SEES_CASES = (
    Perm.SEE_BRANCH_CASES,
    Perm.SEE_OWN_CASES,
    Perm.SEE_CASES_AT_COMMITTEE,
    Perm.SEE_CASES_AT_DECISION,
)

# sending back, appealing: which of them, the page itself asks
CASE_STEPS = (Perm.SEND_BACK_CASES, Perm.TAKE_IN)

# the policy's versions and who has read them: who keeps them, and who audits
KEEPS_POLICY = (Perm.EDIT_LISTS, Perm.SEE_CONFORMANCE)

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
    # department
    "department:decisions": Need(get=Perm.SEE_CASES_AT_DECISION),
    "department:decision": Need(get=Perm.SEE_CASES_AT_DECISION),
    "department:case": Need(get=Perm.SEE_CASES_AT_DECISION),
    "department:decide": Need(get=Perm.DECIDE, post=Perm.DECIDE),
    "department:countersign": Need(get=Perm.COUNTERSIGN, post=Perm.COUNTERSIGN),
    "department:record": Need(post=Perm.RECORD_DECISIONS),
    # delivery
    "delivery:register": Need(get=Perm.REGISTER_ACCEPTED, post=Perm.REGISTER_ACCEPTED),
    "delivery:deliver": Need(get=Perm.DELIVER, post=Perm.DELIVER),
    # channels_log
    "channels_log:communication_new": Need(get=Perm.LOG_CONTACTS, post=Perm.LOG_CONTACTS),
    "channels_log:manual_notices": Need(get=Perm.CARRY_NOTICES),
    "channels_log:manual_notice": Need(get=Perm.CARRY_NOTICES, post=Perm.CARRY_NOTICES),
    "channels_log:manual_notice_retry": Need(post=Perm.CARRY_NOTICES),
    "channels_log:notice_letter": Need(get=Perm.CARRY_NOTICES),
    "channels_log:notices": Need(get=Perm.LOG_CONTACTS),
    "channels_log:sandbox_messages": Need(get=Perm.SEE_SANDBOX),
    # policy
    "policy:current": Need(get=SIGNED_IN),
    # policy: versions
    "policy:versions": Need(get=KEEPS_POLICY),
    "policy:version": Need(get=KEEPS_POLICY),
    "policy:version_draft": Need(post=Perm.EDIT_LISTS),
    "policy:version_approve": Need(get=Perm.EDIT_LISTS, post=Perm.EDIT_LISTS),
    "policy:version_reopen": Need(post=Perm.EDIT_LISTS),
    "policy:version_force": Need(post=Perm.EDIT_LISTS),
    "policy:version_signed": Need(get=Perm.EDIT_LISTS, post=Perm.EDIT_LISTS),
    "policy:version_document": Need(get=SIGNED_IN),
    "policy:compare": Need(get=KEEPS_POLICY),
    # policy: circulation
    "policy:acknowledge": Need(post=SIGNED_IN),
    "policy:circulation": Need(get=KEEPS_POLICY),
    "policy:review": Need(get=Perm.EDIT_LISTS, post=Perm.EDIT_LISTS),
    # policy: tools
    "policy:tools": Need(get=SIGNED_IN),
    "policy:tool": Need(get=SIGNED_IN),
    "policy:tool_new": Need(get=Perm.EDIT_LISTS, post=Perm.EDIT_LISTS),
    "policy:tool_file": Need(get=SIGNED_IN),
    # policy: channels
    "policy:channels": Need(get=SIGNED_IN),
    "policy:channel_new": Need(get=Perm.EDIT_LISTS, post=Perm.EDIT_LISTS),
    "policy:channel_edit": Need(get=Perm.EDIT_LISTS, post=Perm.EDIT_LISTS),
    "policy:channel_retire": Need(get=Perm.EDIT_LISTS, post=Perm.EDIT_LISTS),
    "policy:channel_restore": Need(post=Perm.EDIT_LISTS),
    "policy:channel_move": Need(post=Perm.EDIT_LISTS),
    # jobs: each is seen by who asked for it alone
    "jobs:mine": Need(get=SIGNED_IN),
    "jobs:job": Need(get=SIGNED_IN),
    "jobs:cancel": Need(post=SIGNED_IN),
    "jobs:result": Need(get=SIGNED_IN),
    # beneficiaries
    "beneficiaries:edit": Need(get=Perm.REGISTER_PEOPLE, post=Perm.REGISTER_PEOPLE),
    "beneficiaries:representatives": Need(get=Perm.REGISTER_PEOPLE, post=Perm.REGISTER_PEOPLE),
    "beneficiaries:contact_points": Need(get=Perm.REGISTER_PEOPLE, post=Perm.REGISTER_PEOPLE),
    "beneficiaries:consents": Need(get=Perm.REGISTER_PEOPLE, post=Perm.REGISTER_PEOPLE),
    "beneficiaries:bank_accounts": Need(get=Perm.REGISTER_PEOPLE, post=Perm.REGISTER_PEOPLE),
    "beneficiaries:reveal_iban": Need(post=Perm.REVEAL_IDS),
    # beneficiaries: imports
    "imports:imports": Need(get=Perm.IMPORT_PEOPLE, post=Perm.IMPORT_PEOPLE),
    "imports:import": Need(get=Perm.IMPORT_PEOPLE, post=Perm.IMPORT_PEOPLE),
    "imports:columns": Need(get=Perm.IMPORT_PEOPLE, post=Perm.IMPORT_PEOPLE),
    "imports:template": Need(get=Perm.IMPORT_PEOPLE),
    # intake
    "intake:start": Need(get=Perm.TAKE_IN, post=Perm.TAKE_IN),
    "intake:documents": Need(get=Perm.TAKE_IN, post=Perm.TAKE_IN),
    "intake:document_file": Need(get=SEES_CASES),
    "intake:match": Need(get=Perm.TAKE_IN, post=Perm.TAKE_IN),
    "intake:referrals": Need(get=SEES_CASES, post=(Perm.TAKE_IN, Perm.ASSESS)),
    "intake:referral_answer": Need(post=Perm.ANSWER_REFERRALS),
    "intake:declaration": Need(get=Perm.TAKE_IN, post=Perm.TAKE_IN),
    "intake:refresh": Need(post=Perm.TAKE_IN),
    "intake:correct": Need(post=Perm.TAKE_IN),
    "intake:submit": Need(post=Perm.TAKE_IN),
    "intake:signature": Need(get=SEES_CASES),
    "intake:receipt": Need(get=Perm.TAKE_IN),
    "intake:receipt_issue": Need(post=Perm.TAKE_IN),
    "intake:receipt_hand_over": Need(post=Perm.TAKE_IN),
    "intake:receipt_pdf": Need(get=SEES_CASES),
    "intake:close": Need(get=Perm.CLOSE_CASES, post=Perm.CLOSE_CASES),
    "intake:conflict": Need(get=Perm.DECLARE_CONFLICT, post=Perm.DECLARE_CONFLICT),
    # intake: request form
    "intake:blank_forms": Need(get=SIGNED_IN),
    "intake:blank_form": Need(get=SIGNED_IN),
    "intake:filled_form": Need(get=SEES_CASES),
    # eligibility
    "eligibility:take": Need(post=Perm.ASSESS),
    "eligibility:assign": Need(get=Perm.ASSIGN, post=Perm.ASSIGN),
    "eligibility:review": Need(get=Perm.ASSESS, post=Perm.ASSESS),
    "eligibility:interview": Need(get=Perm.ASSESS, post=Perm.ASSESS),
    "eligibility:recommend": Need(get=Perm.ASSESS, post=Perm.ASSESS),
    "eligibility:refer": Need(get=Perm.ASSESS, post=Perm.ASSESS),
    "eligibility:ask": Need(get=Perm.ASSESS, post=Perm.ASSESS),
    # desk
    "desk:home": Need(get=SIGNED_IN),
    "desk:search": Need(get=Perm.SEARCH_PEOPLE, post=Perm.SEARCH_PEOPLE),
    "desk:figures": Need(get=Perm.SEE_FIGURES),
    "exports:export": Need(get=Perm.EXPORT_LISTS, post=Perm.EXPORT_LISTS),
    "desk:person_new": Need(get=Perm.REGISTER_PEOPLE, post=Perm.REGISTER_PEOPLE),
    "desk:possible_duplicates": Need(post=Perm.REGISTER_PEOPLE),
    "desk:person": Need(get=Perm.SEARCH_PEOPLE),
    "merging:pairs": Need(get=Perm.SETTLE_DUPLICATES),
    "merging:pair": Need(get=Perm.SETTLE_DUPLICATES, post=Perm.SETTLE_DUPLICATES),
    "merging:merge": Need(get=Perm.SETTLE_DUPLICATES, post=Perm.SETTLE_DUPLICATES),
    "merging:merged": Need(get=Perm.SETTLE_DUPLICATES),
    "desk:reveal_id": Need(post=Perm.REVEAL_IDS),
    "desk:case": Need(get=SEES_CASES),
    "desk:case_tab": Need(get=SEES_CASES),
    "desk:case_file": Need(get=SEES_CASES),
    "desk:step": Need(get=CASE_STEPS, post=CASE_STEPS),
    # conformance
    "conformance:table": Need(get=Perm.SEE_CONFORMANCE, post=Perm.SEE_CONFORMANCE),
    # Django admin: the whole of it; then what it offers by one method only; then what it offers to nobody
    "admin:*": Need(get=Perm.EDIT_LISTS, post=Perm.EDIT_LISTS),
    "admin:autocomplete": Need(get=Perm.EDIT_LISTS),
    "admin:jsi18n": Need(get=Perm.EDIT_LISTS),
    "admin:logout": Need(post=Perm.EDIT_LISTS),
    "admin:password_change_done": Need(get=Perm.EDIT_LISTS),
    "admin:policy_channel_process_import": Need(post=Perm.EDIT_LISTS),
    "admin:policy_tool_process_import": Need(post=Perm.EDIT_LISTS),
    "admin:accounts_accesslog_change": Need(get=Perm.EDIT_LISTS),
    "admin:accounts_accesslog_add": Need(),
    "admin:accounts_accesslog_delete": Need(),
    "admin:accounts_staff_delete": Need(),
    "admin:accounts_branch_delete": Need(),
    "admin:committee_committee_delete": Need(),
    "admin:committee_member_delete": Need(),
    "admin:beneficiaries_consenttext_change": Need(get=Perm.EDIT_LISTS),
    "admin:beneficiaries_consenttext_delete": Need(),
    "admin:policy_association_add": Need(),
    "admin:policy_association_delete": Need(),
    "admin:policy_channel_delete": Need(),
    "admin:policy_policyversion_add": Need(),
    "admin:policy_policyversion_delete": Need(),
    "admin:policy_tool_delete": Need(),
}
