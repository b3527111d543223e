-- People, lounges and their talk. Times are UTC; a statement ends with a semicolon at the end of a line.

CREATE TABLE stream (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    kind ENUM('LOUNGE', 'PERSON', 'HOUSE') NOT NULL,
    last_seq BIGINT UNSIGNED NOT NULL DEFAULT 0
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'One numbered sequence of events: seq is taken by incrementing last_seq inside the writing transaction';

CREATE TABLE user (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    account_type ENUM('REGISTERED', 'GUEST') NOT NULL DEFAULT 'REGISTERED',
    account_status ENUM('ACTIVE', 'SUSPENDED', 'BANNED', 'DELETED') NOT NULL DEFAULT 'ACTIVE',
    phone_ciphertext VARBINARY(255) NULL COMMENT 'AES-256-GCM iv:tag:data',
    phone_key_id SMALLINT UNSIGNED NULL,
    phone_hash BINARY(32) NULL COMMENT 'keyed HMAC-SHA256, the look-up key',
    password_hash VARBINARY(128) NULL,
    password_must_change BOOLEAN NOT NULL DEFAULT FALSE,
    password_expires_at DATETIME(3) NULL,
    first_name VARCHAR(100) NULL,
    last_name VARCHAR(100) NULL,
    birth_year SMALLINT UNSIGNED NULL,
    locale VARCHAR(10) NULL,
    bio VARCHAR(1000) NULL,
    last_seen_at DATETIME(3) NULL,
    created_at DATETIME(3) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY user_phone (phone_hash)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE participant (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id BIGINT UNSIGNED NULL COMMENT 'NULL while a guest',
    stream_id BIGINT UNSIGNED NOT NULL COMMENT 'the person''s own stream',
    display_name VARCHAR(80) NOT NULL,
    name_key VARBINARY(512) NULL COMMENT 'look-alike skeleton of the name; NULL once a guest has gone and the name is free again',
    status ENUM('ACTIVE', 'SUSPENDED', 'BANNED', 'DELETED') NOT NULL DEFAULT 'ACTIVE',
    muted_until DATETIME(3) NULL,
    created_at DATETIME(3) NOT NULL,
    last_seen_at DATETIME(3) NOT NULL,
    UNIQUE KEY participant_name (name_key),
    UNIQUE KEY participant_user (user_id),
    CONSTRAINT participant_user_fk FOREIGN KEY (user_id) REFERENCES user (id),
    CONSTRAINT participant_stream_fk FOREIGN KEY (stream_id) REFERENCES stream (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'Whoever speaks: a guest or a member; survives the step from one to the other';

CREATE TABLE session (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id BIGINT UNSIGNED NOT NULL,
    family BINARY(16) NOT NULL,
    refresh_token_hash BINARY(32) NOT NULL,
    previous_token_hash BINARY(32) NULL,
    rotated_at DATETIME(3) NULL,
    stay_signed_in BOOLEAN NOT NULL DEFAULT FALSE,
    user_agent VARCHAR(255) NULL,
    ip_address VARBINARY(16) NULL,
    created_at DATETIME(3) NOT NULL,
    last_used_at DATETIME(3) NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    ended_at DATETIME(3) NULL,
    UNIQUE KEY session_refresh_token (refresh_token_hash),
    KEY session_user (user_id, ended_at),
    KEY session_expiry (expires_at),
    CONSTRAINT session_user_fk FOREIGN KEY (user_id) REFERENCES user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE temp_session (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    participant_id BIGINT UNSIGNED NOT NULL,
    token_hash BINARY(32) NOT NULL,
    age_category ENUM('_18PLUS', '_18PLUS_RED') NOT NULL,
    created_at DATETIME(3) NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    ended_at DATETIME(3) NULL,
    UNIQUE KEY temp_session_token (token_hash),
    KEY temp_session_participant (participant_id),
    KEY temp_session_open (ended_at, expires_at),
    CONSTRAINT temp_session_participant_fk FOREIGN KEY (participant_id) REFERENCES participant (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'A guest''s session of 24 hours';

CREATE TABLE language_room (
    id SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    code VARCHAR(10) NOT NULL,
    name VARCHAR(60) NOT NULL COMMENT 'in itself',
    position SMALLINT UNSIGNED NOT NULL,
    right_to_left BOOLEAN NOT NULL DEFAULT FALSE,
    UNIQUE KEY language_room_code (code)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE lounge (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    language_room_id SMALLINT UNSIGNED NOT NULL,
    stream_id BIGINT UNSIGNED NOT NULL,
    slug VARCHAR(60) NOT NULL,
    name VARCHAR(100) NOT NULL COMMENT 'in the language of the room',
    country_code CHAR(2) NULL COMMENT 'NULL: the All lounge',
    access_level ENUM('MAIN_LOUNGE', 'RED_LOUNGE') NOT NULL DEFAULT 'MAIN_LOUNGE',
    position SMALLINT UNSIGNED NOT NULL,
    closed_at DATETIME(3) NULL,
    created_at DATETIME(3) NOT NULL,
    UNIQUE KEY lounge_slug (slug),
    UNIQUE KEY lounge_stream (stream_id),
    KEY lounge_room (language_room_id, position),
    CONSTRAINT lounge_room_fk FOREIGN KEY (language_room_id) REFERENCES language_room (id),
    CONSTRAINT lounge_stream_fk FOREIGN KEY (stream_id) REFERENCES stream (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE chat_message (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    lounge_id BIGINT UNSIGNED NOT NULL,
    seq BIGINT UNSIGNED NULL COMMENT 'place in the lounge''s stream; NULL while held for review',
    participant_id BIGINT UNSIGNED NOT NULL,
    client_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'chosen by the sender: a retry finds the first result',
    message_type ENUM('TEXT', 'IMAGE', 'VIDEO', 'LINK', 'SYSTEM') NOT NULL DEFAULT 'TEXT',
    moderation_status ENUM('APPROVED', 'PENDING', 'REMOVED') NOT NULL DEFAULT 'APPROVED',
    body TEXT NOT NULL,
    created_at DATETIME(3) NOT NULL,
    UNIQUE KEY chat_message_client (participant_id, client_id),
    UNIQUE KEY chat_message_seq (lounge_id, seq),
    KEY chat_message_pace (participant_id, created_at),
    CONSTRAINT chat_message_lounge_fk FOREIGN KEY (lounge_id) REFERENCES lounge (id),
    CONSTRAINT chat_message_participant_fk FOREIGN KEY (participant_id) REFERENCES participant (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE event (
    stream_id BIGINT UNSIGNED NOT NULL,
    seq BIGINT UNSIGNED NOT NULL,
    kind VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    message_id BIGINT UNSIGNED NULL COMMENT 'the content is read from the message, so that what was removed is gone from replays too',
    payload JSON NULL COMMENT 'other kinds; names people by id',
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (stream_id, seq),
    KEY event_message (message_id),
    CONSTRAINT event_stream_fk FOREIGN KEY (stream_id) REFERENCES stream (id),
    CONSTRAINT event_message_fk FOREIGN KEY (message_id) REFERENCES chat_message (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE sidecar (
    id SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(60) NOT NULL,
    seen_at DATETIME(3) NOT NULL,
    UNIQUE KEY sidecar_name (name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'One heartbeat a sidecar; its presence rows count only while it beats';

CREATE TABLE presence (
    lounge_id BIGINT UNSIGNED NOT NULL,
    participant_id BIGINT UNSIGNED NOT NULL,
    sidecar_id SMALLINT UNSIGNED NOT NULL,
    PRIMARY KEY (lounge_id, participant_id, sidecar_id),
    KEY presence_sidecar (sidecar_id),
    KEY presence_participant (participant_id),
    CONSTRAINT presence_lounge_fk FOREIGN KEY (lounge_id) REFERENCES lounge (id),
    CONSTRAINT presence_participant_fk FOREIGN KEY (participant_id) REFERENCES participant (id),
    CONSTRAINT presence_sidecar_fk FOREIGN KEY (sidecar_id) REFERENCES sidecar (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE presence_count (
    sidecar_id SMALLINT UNSIGNED NOT NULL,
    lounge_id BIGINT UNSIGNED NOT NULL,
    present INT UNSIGNED NOT NULL,
    PRIMARY KEY (lounge_id, sidecar_id),
    KEY presence_count_sidecar (sidecar_id),
    CONSTRAINT presence_count_sidecar_fk FOREIGN KEY (sidecar_id) REFERENCES sidecar (id),
    CONSTRAINT presence_count_lounge_fk FOREIGN KEY (lounge_id) REFERENCES lounge (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'How many a sidecar holds in a lounge, so that a page of counts reads one row a lounge';

CREATE TABLE rate_limit (
    bucket VARBINARY(80) NOT NULL COMMENT 'rule and keyed hash of whom it counts',
    window_start DATETIME(3) NOT NULL,
    hits INT UNSIGNED NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    PRIMARY KEY (bucket),
    KEY rate_limit_expiry (expires_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE job (
    name VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    next_run_at DATETIME(3) NOT NULL,
    lease_owner VARCHAR(80) NULL,
    lease_until DATETIME(3) NULL,
    fence BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'grows with each lease; a run whose number is old may not write',
    last_finished_at DATETIME(3) NULL,
    last_error VARCHAR(500) NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
