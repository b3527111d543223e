-- Browsers that are told of mentions, answers and direct messages while no page of the house is open (Web Push).

CREATE TABLE push_subscription (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    participant_id BIGINT UNSIGNED NOT NULL,
    session_id BIGINT UNSIGNED NULL COMMENT 'of a member; nobody is told anything once it is over',
    temp_session_id BIGINT UNSIGNED NULL COMMENT 'of a guest',
    endpoint_hash BINARY(32) NOT NULL COMMENT 'keyed: a browser belongs to whoever switched it on last',
    sealed VARBINARY(1200) NOT NULL COMMENT 'endpoint and keys of the browser, AES-256-GCM iv, tag, data',
    locale VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of the page where it was switched on',
    created_at DATETIME(3) NOT NULL,
    UNIQUE KEY push_subscription_endpoint (endpoint_hash),
    UNIQUE KEY push_subscription_session (session_id),
    UNIQUE KEY push_subscription_temp_session (temp_session_id),
    KEY push_subscription_participant (participant_id),
    CONSTRAINT push_subscription_participant_fk FOREIGN KEY (participant_id) REFERENCES participant (id),
    CONSTRAINT push_subscription_session_fk FOREIGN KEY (session_id) REFERENCES session (id) ON DELETE CASCADE,
    CONSTRAINT push_subscription_temp_session_fk FOREIGN KEY (temp_session_id) REFERENCES temp_session (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE push_delivery (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    subscription_id BIGINT UNSIGNED NOT NULL,
    place ENUM('LOUNGE', 'CONVERSATION') NOT NULL,
    place_id BIGINT UNSIGNED NOT NULL,
    reason ENUM('MENTION', 'REPLY', 'DIRECT') NOT NULL,
    message_id BIGINT UNSIGNED NULL COMMENT 'the newest of the place, in a lounge',
    direct_message_id BIGINT UNSIGNED NULL COMMENT '... or in a conversation',
    version INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'goes up with each further message, so that one that came while another was sent is not lost',
    attempts INT UNSIGNED NOT NULL DEFAULT 0,
    next_attempt_at DATETIME(3) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    UNIQUE KEY push_delivery_place (subscription_id, place, place_id),
    KEY push_delivery_due (next_attempt_at),
    KEY push_delivery_message (message_id),
    KEY push_delivery_direct (direct_message_id),
    CONSTRAINT push_delivery_subscription_fk FOREIGN KEY (subscription_id) REFERENCES push_subscription (id) ON DELETE CASCADE,
    CONSTRAINT push_delivery_message_fk FOREIGN KEY (message_id) REFERENCES chat_message (id),
    CONSTRAINT push_delivery_direct_fk FOREIGN KEY (direct_message_id) REFERENCES direct_message (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'What a browser is yet to be told: one row a lounge or conversation, however many messages';
