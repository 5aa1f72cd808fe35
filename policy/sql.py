"""SQL of the policy that triggers on the floors above share."""

from ledger.triggers import refuse

# a row that names the version of a tool that was worked with: NEW.tool_version_id, empty where there was none
TOOL_IN_USE = f"""
    IF NEW.tool_version_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM policy_toolversion v WHERE v.id = NEW.tool_version_id
           AND v.effective_on <= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date) THEN
        {refuse("version_tool_not_in_use_yet", "the version of the tool is not in use yet")}
    END IF;
"""
