-- What is held back, refused or told to moderators by rules: each rule is a row, so that it can be tuned while everything runs.

CREATE TABLE content_rule (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    kind ENUM('WORDS', 'HOST', 'LINK', 'ADDRESS', 'CONTACT', 'REPEATED', 'SAID_BEFORE', 'PACE', 'WALL', 'MENTIONS', 'PICTURE') CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    language_room_id SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'where it holds; 0: everywhere (a key with NULL would allow doubles)',
    pattern VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'of WORDS and HOST',
    action ENUM('OFF', 'ALERT', 'HOLD', 'REFUSE') CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    applies_to ENUM('NEW_GUESTS', 'NEWCOMERS', 'EVERYBODY') CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    most INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'what is still fine, of kinds that count',
    ground ENUM('SPAM', 'HARASSMENT', 'INAPPROPRIATE_CONTENT', 'UNDERAGE', 'SCAM', 'OTHER') CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'SPAM',
    changed_at DATETIME(3) NOT NULL,
    UNIQUE KEY content_rule_once (kind, pattern, language_room_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE content_policy (
    id TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    version BIGINT UNSIGNED NOT NULL COMMENT 'grows with every change of a rule or of this row: who has another one in memory reads again',
    new_guest_s INT UNSIGNED NOT NULL COMMENT 'so long somebody is a NEW_GUEST',
    newcomer_guest_s INT UNSIGNED NOT NULL COMMENT '... and a guest one of the NEWCOMERS',
    newcomer_member_s INT UNSIGNED NOT NULL COMMENT '... and a member',
    strikes INT UNSIGNED NOT NULL COMMENT 'so many posts caught within two minutes, and everything its author says is held',
    held_for_s INT UNSIGNED NOT NULL COMMENT '... for so long'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE participant
    ADD COLUMN strikes INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'posts caught by rules since strikes_since',
    ADD COLUMN strikes_since DATETIME(3) NULL,
    ADD COLUMN held_until DATETIME(3) NULL COMMENT 'until then everything this person says waits for a moderator',
    ADD COLUMN held_posts INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'how many of theirs wait',
    ADD COLUMN vouched_at DATETIME(3) NULL COMMENT 'a moderator has found nothing wrong: no newcomer to the rules';

ALTER TABLE moderation_case
    ADD COLUMN held INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'posts that wait for its end: rows of held_post';

CREATE TABLE held_post (
    message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    case_id BIGINT UNSIGNED NOT NULL,
    participant_id BIGINT UNSIGNED NOT NULL,
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of the rule; KEPT_BACK: its author is held',
    pattern VARCHAR(200) NOT NULL DEFAULT '',
    held_at DATETIME(3) NOT NULL,
    KEY held_post_case (case_id, message_id),
    KEY held_post_person (participant_id, message_id),
    KEY held_post_age (held_at),
    CONSTRAINT held_post_message_fk FOREIGN KEY (message_id) REFERENCES chat_message (id),
    CONSTRAINT held_post_case_fk FOREIGN KEY (case_id) REFERENCES moderation_case (id),
    CONSTRAINT held_post_person_fk FOREIGN KEY (participant_id) REFERENCES participant (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'chat_message rows that are PENDING';

CREATE TABLE text_mark (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    mark BIGINT UNSIGNED NOT NULL COMMENT 'one of the few that stand for a text: alike texts share most of them',
    participant_id BIGINT UNSIGNED NOT NULL,
    created_at DATETIME(3) NOT NULL,
    KEY text_mark_found (mark, created_at, participant_id),
    KEY text_mark_age (created_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'What was said in the last minutes, for the rules about repeated texts; no text can be read from it';

CREATE TABLE removed_picture (
    message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY COMMENT 'where a moderator removed it',
    perceptual_hash BIGINT UNSIGNED NOT NULL,
    ground ENUM('SPAM', 'HARASSMENT', 'INAPPROPRIATE_CONTENT', 'UNDERAGE', 'SCAM', 'OTHER') CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    added_at DATETIME(3) NOT NULL,
    CONSTRAINT removed_picture_message_fk FOREIGN KEY (message_id) REFERENCES chat_message (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'What they look like; the pictures themselves are gone';
