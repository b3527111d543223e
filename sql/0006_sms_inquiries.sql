-- An SMS that may have been sent (UNKNOWN) is asked about, and settles by what the provider says; next_attempt_at says when, too.
ALTER TABLE sms_outbox
    ADD COLUMN attempted_at DATETIME(3) NULL COMMENT 'when the last attempt began' AFTER next_attempt_at,
    ADD COLUMN sender CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'who made that attempt, as a hash: no other account or number can be asked about it' AFTER attempted_at,
    ADD COLUMN absences SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'how often the provider did not know that attempt' AFTER sender,
    ADD COLUMN inquiry VARCHAR(500) NULL COMMENT 'what it said last' AFTER absences;
