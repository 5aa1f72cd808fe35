"""Rules over motions, ballots and the closing of a vote."""

from ledger.triggers import before_insert, refuse

# Ballots, motions, closings and decisions of one item queue up behind its row: unique indexes alone leave a write skew.
LOCK_ITEM = "PERFORM 1 FROM committee_agendaitem WHERE id = NEW.item_id FOR NO KEY UPDATE;"

ITEM_IS_OPEN = f"""
    IF NOT EXISTS (
        SELECT 1 FROM committee_agendaitem i JOIN intake_application a ON a.id = i.application_id
          JOIN committee_sitting s ON s.id = i.sitting_id
         WHERE i.id = NEW.item_id AND i.postponed_at IS NULL AND a.status = 'awaiting_decision' AND a.round = i.round
           AND s.opened_at IS NOT NULL AND s.ended_at IS NULL) THEN
        {refuse("item_not_open", "voting is on an open item of an open sitting, for a case that awaits a decision")}
    END IF;
"""

NOT_ON_NEWEST_MOTION = """
    NEW.motion_id IS DISTINCT FROM (SELECT m.id FROM committee_motion m
                                     WHERE m.item_id = NEW.item_id ORDER BY m.n DESC LIMIT 1)
"""

MOTION_PUT = before_insert(
    "moved",
    f"""
        {LOCK_ITEM}
        {ITEM_IS_OPEN}
        SELECT COALESCE(max(n), 0) + 1 INTO next FROM committee_motion WHERE item_id = NEW.item_id;
        IF NEW.n <> next THEN
            {refuse("motion_not_next", "motions are numbered one after another")}
        END IF;
        IF EXISTS (SELECT 1 FROM committee_voteclosing c WHERE c.item_id = NEW.item_id AND c.carried) THEN
            {refuse("motion_carried", "a motion was carried already")}
        END IF;
        NEW.at := portal_now();
        RETURN NEW;
    """,
    next="int",
)

BALLOT_CAST = before_insert(
    "may_vote",
    f"""
        {LOCK_ITEM}
        {ITEM_IS_OPEN}
        IF {NOT_ON_NEWEST_MOTION} THEN
            {refuse("motion_replaced", "votes are cast on the item''s newest motion")}
        END IF;
        IF EXISTS (SELECT 1 FROM committee_voteclosing c WHERE c.motion_id = NEW.motion_id) THEN
            {refuse("vote_closed", "voting is closed")}
        END IF;
        IF EXISTS (SELECT 1 FROM committee_agendaitem i JOIN committee_member m ON m.id = NEW.member_id
                    JOIN intake_recusal b ON b.application_id = i.application_id AND b.staff_id = m.staff_id
                   WHERE i.id = NEW.item_id) THEN
            {refuse("voter_recused", "a recused member may not vote")}
        END IF;
        IF EXISTS (SELECT 1 FROM committee_ballot b JOIN committee_member theirs ON theirs.id = b.member_id
                    JOIN committee_member m ON m.id = NEW.member_id AND m.staff_id = theirs.staff_id
                   WHERE b.motion_id = NEW.motion_id AND b.member_id <> NEW.member_id) THEN
            {refuse("one_ballot_of_a_member", "this person voted from another seat")}
        END IF;
        IF NEW.member_id NOT IN (SELECT counted_members_v1(NEW.item_id)) THEN
            {refuse("voter_not_attending", "a vote needs a voting member''s recorded attendance")}
        END IF;
        NEW.at := portal_now();
        RETURN NEW;
    """,
)

VOTES_COUNTED = before_insert(
    "counts",
    f"""
        {LOCK_ITEM}
        {ITEM_IS_OPEN}
        IF {NOT_ON_NEWEST_MOTION} THEN
            {refuse("motion_replaced", "voting is closed on the item''s newest motion")}
        END IF;
        SELECT * INTO votes FROM counted_votes_v1(NEW.item_id, NEW.motion_id);
        IF NOT votes.quorate THEN
            {refuse("quorum_missing", "without quorum: % of % votes", "votes.votes", "votes.needed")}
        END IF;
        NEW.ayes := votes.ayes;
        NEW.nays := votes.nays;
        NEW.abstentions := votes.abstentions;
        NEW.carried := votes.carried;
        NEW.at := portal_now();
        RETURN NEW;
    """,
    votes="record",
)
