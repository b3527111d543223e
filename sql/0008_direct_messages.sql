-- Members write to each other.

ALTER TABLE user ADD COLUMN takes_direct BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'whether other members may write to them';

CREATE TABLE conversation (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    low_id BIGINT UNSIGNED NOT NULL COMMENT 'of the two, the person with the smaller id',
    high_id BIGINT UNSIGNED NOT NULL,
    last_seq BIGINT UNSIGNED NOT NULL DEFAULT 0,
    opened_by BIGINT UNSIGNED NOT NULL,
    created_at DATETIME(3) NOT NULL,
    UNIQUE KEY conversation_pair (low_id, high_id),
    KEY conversation_high (high_id),
    KEY conversation_pace (opened_by, created_at),
    CONSTRAINT conversation_low_fk FOREIGN KEY (low_id) REFERENCES participant (id),
    CONSTRAINT conversation_high_fk FOREIGN KEY (high_id) REFERENCES participant (id),
    CONSTRAINT conversation_opener_fk FOREIGN KEY (opened_by) REFERENCES participant (id),
    CONSTRAINT conversation_two CHECK (low_id < high_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE conversation_side (
    participant_id BIGINT UNSIGNED NOT NULL,
    conversation_id BIGINT UNSIGNED NOT NULL,
    peer_id BIGINT UNSIGNED NOT NULL,
    read_seq BIGINT UNSIGNED NOT NULL DEFAULT 0,
    unread BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'the conversation''s last_seq less read_seq: who writes has read, so what lies between is the other''s',
    last_at DATETIME(3) NOT NULL,
    PRIMARY KEY (participant_id, conversation_id),
    KEY conversation_side_list (participant_id, last_at, conversation_id),
    KEY conversation_side_unread (participant_id, unread),
    KEY conversation_side_conversation (conversation_id),
    KEY conversation_side_peer (peer_id),
    CONSTRAINT conversation_side_participant_fk FOREIGN KEY (participant_id) REFERENCES participant (id),
    CONSTRAINT conversation_side_conversation_fk FOREIGN KEY (conversation_id) REFERENCES conversation (id),
    CONSTRAINT conversation_side_peer_fk FOREIGN KEY (peer_id) REFERENCES participant (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'A conversation as one of the two sees it, so that a list reads one row a conversation';

CREATE TABLE direct_message (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    conversation_id BIGINT UNSIGNED NOT NULL,
    seq BIGINT UNSIGNED NOT NULL COMMENT 'place in the conversation',
    author_id BIGINT UNSIGNED NOT NULL,
    client_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'chosen by the sender: a retry finds the first result',
    body TEXT NOT NULL COMMENT 'empty once removed',
    format TEXT NULL COMMENT 'JSON of core/chat/format.h; NULL: plain text',
    created_at DATETIME(3) NOT NULL,
    removed_at DATETIME(3) NULL,
    UNIQUE KEY direct_message_client (author_id, client_id),
    UNIQUE KEY direct_message_seq (conversation_id, seq),
    KEY direct_message_pace (author_id, created_at),
    CONSTRAINT direct_message_conversation_fk FOREIGN KEY (conversation_id) REFERENCES conversation (id),
    CONSTRAINT direct_message_author_fk FOREIGN KEY (author_id) REFERENCES participant (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE event
    ADD COLUMN direct_message_id BIGINT UNSIGNED NULL COMMENT 'as message_id, for direct messages' AFTER message_id,
    ADD KEY event_direct (direct_message_id),
    ADD CONSTRAINT event_direct_fk FOREIGN KEY (direct_message_id) REFERENCES direct_message (id);
