-- Marketplace, payments, moderation, verification. The rules that fill these tables come with their capabilities.

CREATE TABLE media (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    owner_participant_id BIGINT UNSIGNED NOT NULL,
    store_key VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    content_type VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    byte_size INT UNSIGNED NOT NULL,
    width INT UNSIGNED NULL,
    height INT UNSIGNED NULL,
    perceptual_hash BINARY(8) NULL,
    created_at DATETIME(3) NOT NULL,
    removed_at DATETIME(3) NULL,
    UNIQUE KEY media_store_key (store_key),
    KEY media_owner (owner_participant_id),
    CONSTRAINT media_owner_fk FOREIGN KEY (owner_participant_id) REFERENCES participant (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE id_verification (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id BIGINT UNSIGNED NOT NULL,
    verification_type ENUM('AGE_ONLY', 'ID_FULL') NOT NULL,
    status ENUM('PENDING', 'APPROVED', 'REJECTED', 'EXPIRED') NOT NULL DEFAULT 'PENDING',
    reviewer_user_id BIGINT UNSIGNED NULL,
    reason VARCHAR(500) NULL,
    document_hash BINARY(32) NULL,
    submitted_at DATETIME(3) NOT NULL,
    decided_at DATETIME(3) NULL,
    expires_at DATETIME(3) NULL,
    KEY id_verification_user (user_id, status),
    KEY id_verification_queue (status, submitted_at),
    KEY id_verification_document (document_hash),
    CONSTRAINT id_verification_user_fk FOREIGN KEY (user_id) REFERENCES user (id),
    CONSTRAINT id_verification_reviewer_fk FOREIGN KEY (reviewer_user_id) REFERENCES user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE marketplace_item (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    seller_user_id BIGINT UNSIGNED NOT NULL,
    language_room_id SMALLINT UNSIGNED NOT NULL,
    title VARCHAR(120) NOT NULL,
    description TEXT NOT NULL,
    category ENUM('PHOTOS', 'VIDEOS', 'CUSTOM_CONTENT', 'SERVICES', 'OTHER') NOT NULL,
    content_type ENUM('SFW', 'NSFW') NOT NULL,
    price_minor BIGINT UNSIGNED NOT NULL COMMENT 'minor units of the currency',
    currency ENUM('USD', 'EUR', 'GBP') NOT NULL,
    moderation_status ENUM('APPROVED', 'PENDING', 'REMOVED') NOT NULL DEFAULT 'PENDING',
    created_at DATETIME(3) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    KEY marketplace_item_seller (seller_user_id),
    KEY marketplace_item_browse (language_room_id, moderation_status, category, price_minor),
    CONSTRAINT marketplace_item_seller_fk FOREIGN KEY (seller_user_id) REFERENCES user (id),
    CONSTRAINT marketplace_item_room_fk FOREIGN KEY (language_room_id) REFERENCES language_room (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE transaction (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    item_id BIGINT UNSIGNED NOT NULL,
    buyer_user_id BIGINT UNSIGNED NOT NULL,
    seller_user_id BIGINT UNSIGNED NOT NULL,
    idempotency_key BINARY(16) NOT NULL,
    amount_minor BIGINT UNSIGNED NOT NULL,
    refunded_minor BIGINT UNSIGNED NOT NULL DEFAULT 0,
    currency ENUM('USD', 'EUR', 'GBP') NOT NULL,
    payment_method ENUM('STRIPE', 'PAYPAL', 'CRYPTO') NOT NULL,
    payment_status ENUM('PENDING', 'COMPLETED', 'FAILED', 'REFUNDED') NOT NULL DEFAULT 'PENDING',
    provider_reference VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at DATETIME(3) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY transaction_idempotency (buyer_user_id, idempotency_key),
    UNIQUE KEY transaction_reference (payment_method, provider_reference),
    KEY transaction_item (item_id),
    KEY transaction_seller (seller_user_id, created_at),
    KEY transaction_waiting (payment_status, created_at),
    CONSTRAINT transaction_item_fk FOREIGN KEY (item_id) REFERENCES marketplace_item (id),
    CONSTRAINT transaction_buyer_fk FOREIGN KEY (buyer_user_id) REFERENCES user (id),
    CONSTRAINT transaction_seller_fk FOREIGN KEY (seller_user_id) REFERENCES user (id),
    CONSTRAINT transaction_refund_bound CHECK (refunded_minor <= amount_minor)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE payment_event (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    provider ENUM('STRIPE', 'PAYPAL', 'CRYPTO') NOT NULL,
    provider_event_id VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    transaction_id BIGINT UNSIGNED NULL,
    raw_body MEDIUMBLOB NOT NULL,
    received_at DATETIME(3) NOT NULL,
    handled_at DATETIME(3) NULL,
    UNIQUE KEY payment_event_id (provider, provider_event_id),
    KEY payment_event_transaction (transaction_id),
    CONSTRAINT payment_event_transaction_fk FOREIGN KEY (transaction_id) REFERENCES transaction (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE ledger_entry (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    transaction_id BIGINT UNSIGNED NOT NULL,
    account VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'buyer:ID, seller:ID, fee, provider:NAME',
    amount_minor BIGINT NOT NULL COMMENT 'signed; the entries of one posting sum to zero',
    currency ENUM('USD', 'EUR', 'GBP') NOT NULL,
    reason VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at DATETIME(3) NOT NULL,
    KEY ledger_entry_transaction (transaction_id),
    KEY ledger_entry_account (account, currency),
    CONSTRAINT ledger_entry_transaction_fk FOREIGN KEY (transaction_id) REFERENCES transaction (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE user_report (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    reporter_participant_id BIGINT UNSIGNED NOT NULL,
    reported_participant_id BIGINT UNSIGNED NULL,
    message_id BIGINT UNSIGNED NULL,
    item_id BIGINT UNSIGNED NULL,
    reason ENUM('SPAM', 'HARASSMENT', 'INAPPROPRIATE_CONTENT', 'UNDERAGE', 'SCAM', 'OTHER') NOT NULL,
    note VARCHAR(1000) NULL,
    created_at DATETIME(3) NOT NULL,
    resolved_at DATETIME(3) NULL,
    KEY user_report_open (resolved_at, created_at),
    KEY user_report_reporter (reporter_participant_id),
    KEY user_report_reported (reported_participant_id),
    KEY user_report_message (message_id),
    KEY user_report_item (item_id),
    CONSTRAINT user_report_reporter_fk FOREIGN KEY (reporter_participant_id) REFERENCES participant (id),
    CONSTRAINT user_report_reported_fk FOREIGN KEY (reported_participant_id) REFERENCES participant (id),
    CONSTRAINT user_report_message_fk FOREIGN KEY (message_id) REFERENCES chat_message (id),
    CONSTRAINT user_report_item_fk FOREIGN KEY (item_id) REFERENCES marketplace_item (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE moderation_action (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    action_type ENUM('WARNING', 'MUTE', 'KICK', 'BAN_TEMP', 'BAN_PERMANENT', 'MESSAGE_DELETE', 'ITEM_REMOVE') NOT NULL,
    moderator_user_id BIGINT UNSIGNED NULL,
    participant_id BIGINT UNSIGNED NULL,
    message_id BIGINT UNSIGNED NULL,
    item_id BIGINT UNSIGNED NULL,
    report_id BIGINT UNSIGNED NULL,
    reason VARCHAR(1000) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    expires_at DATETIME(3) NULL,
    lifted_at DATETIME(3) NULL,
    KEY moderation_action_participant (participant_id, created_at),
    KEY moderation_action_moderator (moderator_user_id),
    KEY moderation_action_message (message_id),
    KEY moderation_action_item (item_id),
    KEY moderation_action_report (report_id),
    KEY moderation_action_expiry (expires_at),
    CONSTRAINT moderation_action_moderator_fk FOREIGN KEY (moderator_user_id) REFERENCES user (id),
    CONSTRAINT moderation_action_participant_fk FOREIGN KEY (participant_id) REFERENCES participant (id),
    CONSTRAINT moderation_action_message_fk FOREIGN KEY (message_id) REFERENCES chat_message (id),
    CONSTRAINT moderation_action_item_fk FOREIGN KEY (item_id) REFERENCES marketplace_item (id),
    CONSTRAINT moderation_action_report_fk FOREIGN KEY (report_id) REFERENCES user_report (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE audit_log (
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY COMMENT 'dense: 1, 2, 3, ...',
    at DATETIME(3) NOT NULL,
    actor VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'user:ID, job:NAME or operator',
    action VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL,
    detail JSON NULL,
    previous_hash BINARY(32) NOT NULL,
    row_hash BINARY(32) NOT NULL COMMENT 'keyed hash over this row and the row before',
    KEY audit_log_actor (actor, at),
    KEY audit_log_subject (subject, at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE admission (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    lounge_id BIGINT UNSIGNED NOT NULL,
    participant_id BIGINT UNSIGNED NOT NULL,
    waiting_since DATETIME(3) NOT NULL,
    called_at DATETIME(3) NULL,
    admitted_at DATETIME(3) NULL,
    seen_at DATETIME(3) NOT NULL,
    UNIQUE KEY admission_place (lounge_id, participant_id),
    KEY admission_queue (lounge_id, admitted_at, waiting_since),
    KEY admission_participant (participant_id),
    CONSTRAINT admission_lounge_fk FOREIGN KEY (lounge_id) REFERENCES lounge (id),
    CONSTRAINT admission_participant_fk FOREIGN KEY (participant_id) REFERENCES participant (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE sms_outbox (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id BIGINT UNSIGNED NULL,
    phone_ciphertext VARBINARY(255) NOT NULL,
    phone_key_id SMALLINT UNSIGNED NOT NULL,
    body_ciphertext VARBINARY(1024) NOT NULL,
    status ENUM('WAITING', 'SENDING', 'SENT', 'FAILED', 'UNKNOWN') NOT NULL DEFAULT 'WAITING',
    attempts SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    next_attempt_at DATETIME(3) NOT NULL,
    provider_reference VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    last_error VARCHAR(500) NULL,
    created_at DATETIME(3) NOT NULL,
    KEY sms_outbox_due (status, next_attempt_at),
    KEY sms_outbox_user (user_id),
    CONSTRAINT sms_outbox_user_fk FOREIGN KEY (user_id) REFERENCES user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
