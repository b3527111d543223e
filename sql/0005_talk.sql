-- What becomes of a message after it was said: edits, removals, answers, mentions, reactions.

ALTER TABLE chat_message
    ADD COLUMN format TEXT NULL COMMENT 'JSON of core/chat/format.h; NULL: plain text' AFTER body,
    ADD COLUMN reply_to_id BIGINT UNSIGNED NULL COMMENT 'the message it answers, of the same lounge' AFTER format,
    ADD COLUMN reacted BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'somebody has reacted: worth looking' AFTER reply_to_id,
    ADD COLUMN edited_at DATETIME(3) NULL AFTER created_at,
    ADD COLUMN removed_at DATETIME(3) NULL AFTER edited_at,
    ADD KEY chat_message_reply (reply_to_id),
    ADD KEY chat_message_removed (removed_at),
    ADD CONSTRAINT chat_message_reply_fk FOREIGN KEY (reply_to_id) REFERENCES chat_message (id);

CREATE TABLE message_edit (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    message_id BIGINT UNSIGNED NOT NULL,
    body TEXT NOT NULL COMMENT 'as it was before',
    replaced_at DATETIME(3) NOT NULL,
    KEY message_edit_message (message_id),
    CONSTRAINT message_edit_message_fk FOREIGN KEY (message_id) REFERENCES chat_message (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'Earlier versions, for moderators';

CREATE TABLE mention (
    participant_id BIGINT UNSIGNED NOT NULL,
    message_id BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (participant_id, message_id),
    KEY mention_message (message_id),
    CONSTRAINT mention_participant_fk FOREIGN KEY (participant_id) REFERENCES participant (id),
    CONSTRAINT mention_message_fk FOREIGN KEY (message_id) REFERENCES chat_message (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE reaction (
    message_id BIGINT UNSIGNED NOT NULL,
    emoji VARCHAR(20) NOT NULL,
    participant_id BIGINT UNSIGNED NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (message_id, emoji, participant_id),
    KEY reaction_participant (participant_id),
    CONSTRAINT reaction_message_fk FOREIGN KEY (message_id) REFERENCES chat_message (id),
    CONSTRAINT reaction_participant_fk FOREIGN KEY (participant_id) REFERENCES participant (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE reaction_count (
    message_id BIGINT UNSIGNED NOT NULL,
    emoji VARCHAR(20) NOT NULL,
    people INT UNSIGNED NOT NULL,
    first_at DATETIME(3) NOT NULL,
    PRIMARY KEY (message_id, emoji),
    CONSTRAINT reaction_count_message_fk FOREIGN KEY (message_id) REFERENCES chat_message (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'How many reacted with each emoji, so that a page reads one row an emoji';

ALTER TABLE participant
    ADD COLUMN acts_since DATETIME(3) NULL COMMENT 'edits, removals and reactions are counted in windows: when this one began',
    ADD COLUMN acts INT UNSIGNED NOT NULL DEFAULT 0;
