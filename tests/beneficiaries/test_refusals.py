"""Every code with which the tables about people refuse has its sentence, and no sentence is without its code."""

import re

from django.apps import apps

from beneficiaries.domain.refusals import SENTENCES
from ledger import refusals


def test_every_code_has_its_sentence() -> None:
    codes = set()
    # made by PostgreSQL for columns that are unique by themselves
    unique = {
        f"{table}_{column}_key"
        for table, column in [
            ("beneficiaries_beneficiary", "id_hmac"),
            ("beneficiaries_consenttext", "number"),
            ("beneficiaries_householdmember", "person_id"),
            ("beneficiaries_merge", "merged_id"),
        ]
    }
    for model in apps.get_app_config("beneficiaries").get_models():
        codes |= {constraint.name for constraint in model._meta.constraints}
        for trigger in getattr(model._meta, "triggers", []):
            codes |= set(re.findall(r"CONSTRAINT = '(\w+)'", trigger.compile(model).install_sql))
    assert codes - set(SENTENCES) - set(refusals.SENTENCES) == set()
    assert set(SENTENCES) - codes == unique
