-- Somebody may be in a lounge and away from the keyboard. They are away where no sidecar knows better.

ALTER TABLE presence
    ADD COLUMN away BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'the sidecar has heard nothing of them for a while',
    ADD KEY presence_person (participant_id, away),
    DROP KEY presence_participant;
