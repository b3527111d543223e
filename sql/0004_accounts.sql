-- Members: phones found under more than one key, passwords by SMS, sessions that rotate, roles, a second step.

CREATE TABLE phone_index (
    phone_hash BINARY(32) NOT NULL PRIMARY KEY COMMENT 'keyed HMAC-SHA256 of the number; during a change of keys each number has a row for both',
    key_id SMALLINT UNSIGNED NOT NULL,
    user_id BIGINT UNSIGNED NULL COMMENT 'NULL once the account is deleted: the row is kept only while a ban runs',
    expires_at DATETIME(3) NULL COMMENT 'of a row without an account',
    KEY phone_index_user (user_id),
    KEY phone_index_expiry (expires_at),
    CONSTRAINT phone_index_user_fk FOREIGN KEY (user_id) REFERENCES user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

INSERT IGNORE INTO phone_index (phone_hash, key_id, user_id)
SELECT phone_hash, COALESCE(phone_key_id, 0), id FROM user WHERE phone_hash IS NOT NULL;

ALTER TABLE user
    DROP KEY user_phone,
    DROP COLUMN phone_hash,
    DROP COLUMN password_expires_at,
    ADD COLUMN once_password_hash BINARY(32) NULL COMMENT 'keyed hash of the password sent by SMS: good for one sign-in' AFTER password_must_change,
    ADD COLUMN once_password_expires_at DATETIME(3) NULL AFTER once_password_hash,
    ADD COLUMN verified_at DATETIME(3) NULL COMMENT 'first sign-in: the phone is theirs' AFTER once_password_expires_at,
    ADD COLUMN country_code CHAR(2) NULL AFTER locale,
    ADD COLUMN age_category ENUM('_18PLUS', '_18PLUS_RED') NOT NULL DEFAULT '_18PLUS' COMMENT 'as declared',
    ADD COLUMN totp_ciphertext VARBINARY(255) NULL COMMENT 'AES-256-GCM iv:tag:data',
    ADD COLUMN totp_key_id SMALLINT UNSIGNED NULL,
    ADD COLUMN totp_confirmed_at DATETIME(3) NULL COMMENT 'NULL while being set up',
    ADD COLUMN totp_last_step BIGINT UNSIGNED NULL COMMENT 'a code is good for one sign-in',
    ADD KEY user_phone_key (phone_key_id),
    ADD KEY user_unverified (verified_at, created_at);

CREATE TABLE recovery_code (
    user_id BIGINT UNSIGNED NOT NULL,
    code_hash BINARY(32) NOT NULL,
    used_at DATETIME(3) NULL,
    PRIMARY KEY (user_id, code_hash),
    CONSTRAINT recovery_code_user_fk FOREIGN KEY (user_id) REFERENCES user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'Stand in for the second step when the device is lost; shown once';

CREATE TABLE user_role (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id BIGINT UNSIGNED NOT NULL,
    role ENUM('MODERATOR', 'ADMIN') NOT NULL,
    language_room_id SMALLINT UNSIGNED NULL COMMENT 'NULL: everywhere',
    room_key SMALLINT UNSIGNED AS (COALESCE(language_room_id, 0)) STORED COMMENT 'for the unique key, which takes no two NULLs for one',
    granted_at DATETIME(3) NOT NULL,
    UNIQUE KEY user_role_once (user_id, role, room_key),
    KEY user_role_room (language_room_id),
    CONSTRAINT user_role_user_fk FOREIGN KEY (user_id) REFERENCES user (id),
    CONSTRAINT user_role_room_fk FOREIGN KEY (language_room_id) REFERENCES language_room (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

UPDATE session SET rotated_at = created_at WHERE rotated_at IS NULL;

ALTER TABLE session
    DROP COLUMN family,
    DROP COLUMN previous_token_hash,
    DROP COLUMN ip_address,
    MODIFY COLUMN rotated_at DATETIME(3) NOT NULL,
    ADD COLUMN generation INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of the refresh token: one more with each rotation' AFTER user_id,
    ADD COLUMN last_place VARCHAR(60) NULL COMMENT 'part of the address, for the person to recognise' AFTER user_agent,
    ADD COLUMN second_step_at DATETIME(3) NULL COMMENT 'when the second step was taken; staff do nothing without';

CREATE TABLE audit_head (
    id TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    last_id BIGINT UNSIGNED NOT NULL,
    last_hash BINARY(32) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'One row, the end of the chain in audit_log: locked by whoever appends';

-- Rows of before, if any, stay what they are: the chain goes on from the last of them.
INSERT IGNORE INTO audit_head (id, last_id, last_hash)
SELECT 1, COALESCE(MAX(id), 0), COALESCE((SELECT row_hash FROM audit_log ORDER BY id DESC LIMIT 1), REPEAT(CHAR(0), 32)) FROM audit_log;

ALTER TABLE sms_outbox
    ADD COLUMN country_code CHAR(2) NULL AFTER phone_key_id,
    ADD COLUMN purpose ENUM('PASSWORD', 'NOTICE') NOT NULL DEFAULT 'PASSWORD' AFTER country_code,
    ADD COLUMN expires_at DATETIME(3) NULL COMMENT 'when it is of no use any more' AFTER next_attempt_at,
    ADD COLUMN sent_at DATETIME(3) NULL AFTER expires_at,
    ADD KEY sms_outbox_age (status, created_at);

-- The chain hashes the text as it was written; a JSON type may write it anew.
ALTER TABLE audit_log MODIFY COLUMN detail TEXT NULL;

ALTER TABLE participant
    ADD COLUMN availability ENUM('ONLINE', 'AWAY', 'OFFLINE') NOT NULL DEFAULT 'OFFLINE' COMMENT 'by activity; a heartbeat makes it ONLINE' AFTER last_seen_at,
    ADD KEY participant_availability (availability, last_seen_at);
