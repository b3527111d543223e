-- Reports gather into cases, actions are in force until they are lifted or run out, and whoever is acted upon may appeal.

ALTER TABLE participant
    ADD COLUMN suspended_until DATETIME(3) NULL COMMENT 'while SUSPENDED: until when',
    ADD COLUMN kicked_until DATETIME(3) NULL COMMENT 'until then some lounge is closed to this person: moderation_action has which',
    ADD COLUMN unseen_action_id BIGINT UNSIGNED NULL COMMENT 'the newest decision about this person that they have not looked at';

CREATE TABLE moderation_case (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    open_key VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'message:ID, person:ID, item:ID; NULL once it is decided: one open case about one thing',
    language_room_id SMALLINT UNSIGNED NULL COMMENT 'whose moderators it concerns; NULL: those of the whole house',
    lounge_id BIGINT UNSIGNED NULL,
    participant_id BIGINT UNSIGNED NULL COMMENT 'whom it is about',
    message_id BIGINT UNSIGNED NULL,
    item_id BIGINT UNSIGNED NULL,
    top_reason ENUM('SPAM', 'HARASSMENT', 'INAPPROPRIATE_CONTENT', 'UNDERAGE', 'SCAM', 'OTHER') NOT NULL,
    urgency SMALLINT UNSIGNED NOT NULL,
    reports INT UNSIGNED NOT NULL DEFAULT 0,
    hidden BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'the content is hidden until it is decided',
    opened_at DATETIME(3) NOT NULL,
    taken_by_user_id BIGINT UNSIGNED NULL,
    taken_until DATETIME(3) NULL,
    decided_at DATETIME(3) NULL,
    decided_by_user_id BIGINT UNSIGNED NULL,
    outcome ENUM('ACTED', 'NOTHING') NULL,
    UNIQUE KEY moderation_case_open (open_key),
    KEY moderation_case_queue (decided_at, urgency, opened_at),
    KEY moderation_case_person (participant_id, opened_at),
    KEY moderation_case_room (language_room_id),
    KEY moderation_case_lounge (lounge_id),
    KEY moderation_case_message (message_id),
    KEY moderation_case_item (item_id),
    KEY moderation_case_taker (taken_by_user_id),
    KEY moderation_case_decider (decided_by_user_id),
    CONSTRAINT moderation_case_room_fk FOREIGN KEY (language_room_id) REFERENCES language_room (id),
    CONSTRAINT moderation_case_lounge_fk FOREIGN KEY (lounge_id) REFERENCES lounge (id),
    CONSTRAINT moderation_case_person_fk FOREIGN KEY (participant_id) REFERENCES participant (id),
    CONSTRAINT moderation_case_message_fk FOREIGN KEY (message_id) REFERENCES chat_message (id),
    CONSTRAINT moderation_case_item_fk FOREIGN KEY (item_id) REFERENCES marketplace_item (id),
    CONSTRAINT moderation_case_taker_fk FOREIGN KEY (taken_by_user_id) REFERENCES user (id),
    CONSTRAINT moderation_case_decider_fk FOREIGN KEY (decided_by_user_id) REFERENCES user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE user_report
    ADD COLUMN case_id BIGINT UNSIGNED NULL,
    ADD COLUMN evidence JSON NULL COMMENT 'the lines around it as they were; names people by id',
    ADD UNIQUE KEY user_report_once (case_id, reporter_participant_id),
    ADD CONSTRAINT user_report_case_fk FOREIGN KEY (case_id) REFERENCES moderation_case (id);

ALTER TABLE moderation_action
    ADD COLUMN case_id BIGINT UNSIGNED NULL,
    ADD COLUMN lounge_id BIGINT UNSIGNED NULL COMMENT 'where; a KICK holds there alone',
    ADD COLUMN language_room_id SMALLINT UNSIGNED NULL COMMENT 'by whose moderators',
    ADD COLUMN ground ENUM('SPAM', 'HARASSMENT', 'INAPPROPRIATE_CONTENT', 'UNDERAGE', 'SCAM', 'OTHER') NOT NULL DEFAULT 'OTHER',
    ADD COLUMN note VARCHAR(1000) NULL COMMENT 'for the staff alone',
    ADD COLUMN in_force BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'until lifted or run out',
    ADD COLUMN lifted_by_user_id BIGINT UNSIGNED NULL,
    ADD KEY moderation_action_due (in_force, expires_at),
    ADD KEY moderation_action_case (case_id),
    ADD KEY moderation_action_lounge (lounge_id),
    ADD KEY moderation_action_room (language_room_id),
    ADD KEY moderation_action_lifter (lifted_by_user_id),
    ADD CONSTRAINT moderation_action_case_fk FOREIGN KEY (case_id) REFERENCES moderation_case (id),
    ADD CONSTRAINT moderation_action_lounge_fk FOREIGN KEY (lounge_id) REFERENCES lounge (id),
    ADD CONSTRAINT moderation_action_room_fk FOREIGN KEY (language_room_id) REFERENCES language_room (id),
    ADD CONSTRAINT moderation_action_lifter_fk FOREIGN KEY (lifted_by_user_id) REFERENCES user (id);

CREATE TABLE appeal (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    action_id BIGINT UNSIGNED NOT NULL,
    body VARCHAR(2000) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    decided_at DATETIME(3) NULL,
    decided_by_user_id BIGINT UNSIGNED NULL,
    lifted BOOLEAN NULL,
    answer VARCHAR(1000) NULL,
    UNIQUE KEY appeal_action (action_id),
    KEY appeal_queue (decided_at, created_at),
    KEY appeal_decider (decided_by_user_id),
    CONSTRAINT appeal_action_fk FOREIGN KEY (action_id) REFERENCES moderation_action (id),
    CONSTRAINT appeal_decider_fk FOREIGN KEY (decided_by_user_id) REFERENCES user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- On a bad night: for a time only some may write, or slowly, or without links.
ALTER TABLE lounge
    ADD COLUMN emergency_access ENUM('MEMBERS', 'VERIFIED') NULL COMMENT 'who may write; NULL: everybody',
    ADD COLUMN emergency_slow_ms INT UNSIGNED NULL COMMENT 'between two posts of one person',
    ADD COLUMN emergency_links_off BOOLEAN NOT NULL DEFAULT FALSE,
    ADD COLUMN emergency_until DATETIME(3) NULL COMMENT 'of all three';

-- What a banned person is known by besides their account.
CREATE TABLE ban_mark (
    action_id BIGINT UNSIGNED NOT NULL,
    kind ENUM('DEVICE', 'ADDRESS') NOT NULL,
    mark BINARY(32) NOT NULL COMMENT 'keyed hash of a browser''s token or an address prefix',
    expires_at DATETIME(3) NULL,
    PRIMARY KEY (action_id, kind, mark),
    KEY ban_mark_found (mark, kind),
    KEY ban_mark_expiry (expires_at),
    CONSTRAINT ban_mark_action_fk FOREIGN KEY (action_id) REFERENCES moderation_action (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE temp_session
    ADD COLUMN device_mark BINARY(32) NULL,
    ADD COLUMN address_mark BINARY(32) NULL;
ALTER TABLE session
    ADD COLUMN device_mark BINARY(32) NULL,
    ADD COLUMN address_mark BINARY(32) NULL;
