-- The market: listings and what buyers were shown of them, orders, what providers said, money in double entry.

ALTER TABLE marketplace_item
    ADD COLUMN state ENUM('DRAFT', 'PENDING_REVIEW', 'PUBLISHED', 'PAUSED', 'SOLD_OUT', 'REMOVED') NOT NULL DEFAULT 'DRAFT',
    ADD COLUMN shelf TINYINT UNSIGNED GENERATED ALWAYS AS (CASE WHEN state = 'PUBLISHED' THEN IF(content_type = 'NSFW', 2, 1) ELSE 0 END) STORED COMMENT 'where it stands: 0 not on offer, 1 SFW, 2 NSFW',
    ADD COLUMN version INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of marketplace_revision; 0: never offered',
    ADD COLUMN stock INT UNSIGNED NULL COMMENT 'pieces that are neither sold nor held; NULL: without end',
    ADD COLUMN consent_declared_at DATETIME(3) NULL COMMENT 'NSFW: the seller declared consent and age of everyone shown',
    ADD COLUMN listed_at DATETIME(3) NULL COMMENT 'when it was first offered',
    ADD COLUMN review_note VARCHAR(1000) NULL COMMENT 'why a moderator has not let it be offered',
    ADD COLUMN rating_count INT UNSIGNED NOT NULL DEFAULT 0,
    ADD COLUMN rating_sum INT UNSIGNED NOT NULL DEFAULT 0,
    ADD KEY marketplace_item_room (language_room_id),
    ADD KEY marketplace_item_new (shelf, listed_at, id),
    ADD KEY marketplace_item_room_new (shelf, language_room_id, listed_at, id),
    ADD KEY marketplace_item_category_new (shelf, category, listed_at, id),
    ADD KEY marketplace_item_room_category_new (shelf, language_room_id, category, listed_at, id),
    ADD KEY marketplace_item_price (shelf, currency, price_minor, id),
    ADD KEY marketplace_item_room_price (shelf, language_room_id, currency, price_minor, id),
    ADD KEY marketplace_item_category_price (shelf, category, currency, price_minor, id),
    ADD KEY marketplace_item_room_category_price (shelf, language_room_id, category, currency, price_minor, id),
    ADD KEY marketplace_item_of_seller (seller_user_id, shelf, listed_at, id),
    ADD KEY marketplace_item_review (state, updated_at);

ALTER TABLE marketplace_item DROP KEY marketplace_item_browse;

-- What was on offer: a new one with each change of a listing that has been offered. Orders are for one of them.
CREATE TABLE marketplace_revision (
    item_id BIGINT UNSIGNED NOT NULL,
    version INT UNSIGNED NOT NULL,
    title VARCHAR(120) NOT NULL,
    description TEXT NOT NULL,
    category ENUM('PHOTOS', 'VIDEOS', 'CUSTOM_CONTENT', 'SERVICES', 'OTHER') NOT NULL,
    content_type ENUM('SFW', 'NSFW') NOT NULL,
    price_minor BIGINT UNSIGNED NOT NULL,
    currency ENUM('USD', 'EUR', 'GBP') NOT NULL,
    consent_declared_at DATETIME(3) NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (item_id, version),
    CONSTRAINT marketplace_revision_item_fk FOREIGN KEY (item_id) REFERENCES marketplace_item (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE marketplace_picture (
    item_id BIGINT UNSIGNED NOT NULL,
    position TINYINT UNSIGNED NOT NULL COMMENT '0 is shown first',
    media_id BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (item_id, position),
    UNIQUE KEY marketplace_picture_media (media_id),
    CONSTRAINT marketplace_picture_item_fk FOREIGN KEY (item_id) REFERENCES marketplace_item (id),
    CONSTRAINT marketplace_picture_media_fk FOREIGN KEY (media_id) REFERENCES media (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What is delivered: of a listing to everybody who buys it, or made for one order.
CREATE TABLE marketplace_file (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    item_id BIGINT UNSIGNED NOT NULL,
    transaction_id BIGINT UNSIGNED NULL COMMENT 'made for this order alone',
    store_key VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    file_name VARCHAR(200) NOT NULL,
    byte_size INT UNSIGNED NOT NULL,
    created_at DATETIME(3) NOT NULL,
    stored_at DATETIME(3) NULL,
    removed_at DATETIME(3) NULL COMMENT 'not delivered to orders made later',
    erased_at DATETIME(3) NULL,
    UNIQUE KEY marketplace_file_key (store_key),
    KEY marketplace_file_item (item_id),
    KEY marketplace_file_transaction (transaction_id),
    KEY marketplace_file_erasable (erased_at, removed_at),
    CONSTRAINT marketplace_file_item_fk FOREIGN KEY (item_id) REFERENCES marketplace_item (id),
    CONSTRAINT marketplace_file_transaction_fk FOREIGN KEY (transaction_id) REFERENCES transaction (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The index of words that the market's search reads: of what is on offer, and nothing else.
CREATE TABLE marketplace_word (
    word VARCHAR(32) NOT NULL,
    item_id BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (word, item_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE marketplace_document (
    item_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    words TEXT NOT NULL COMMENT 'those of it in marketplace_word, separated by spaces',
    CONSTRAINT marketplace_document_item_fk FOREIGN KEY (item_id) REFERENCES marketplace_item (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE seller (
    user_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    rating_count INT UNSIGNED NOT NULL DEFAULT 0,
    rating_sum INT UNSIGNED NOT NULL DEFAULT 0,
    payout_ciphertext VARCHAR(2100) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'where their money goes; iv:tag:data in hex',
    payout_key_id SMALLINT UNSIGNED NULL,
    KEY seller_payout_key (payout_key_id),
    CONSTRAINT seller_user_fk FOREIGN KEY (user_id) REFERENCES user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE transaction
    ADD COLUMN item_version INT UNSIGNED NOT NULL,
    ADD COLUMN content_type ENUM('SFW', 'NSFW') NOT NULL,
    ADD COLUMN fee_minor BIGINT UNSIGNED NOT NULL COMMENT 'of amount_minor, the house''s part',
    ADD COLUMN provider ENUM('STRIPE', 'PAYPAL', 'CRYPTO', 'TEST') NOT NULL COMMENT 'who takes the money; TEST stands in for the method''s own',
    ADD COLUMN fulfilment ENUM('NONE', 'DELIVERED', 'DISPUTED', 'SETTLED') NOT NULL DEFAULT 'NONE',
    ADD COLUMN failure ENUM('CANCELLED', 'EXPIRED', 'REFUSED', 'MISMATCH', 'REMOVED') NULL,
    ADD COLUMN hold_until DATETIME(3) NOT NULL COMMENT 'so long a piece is kept for it without payment',
    ADD COLUMN checkout_url VARCHAR(2048) CHARACTER SET ascii COLLATE ascii_bin NULL,
    ADD COLUMN capture_reference VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the payment itself, as refunds name it',
    ADD COLUMN paid_at DATETIME(3) NULL,
    ADD COLUMN delivered_at DATETIME(3) NULL,
    ADD COLUMN disputed_at DATETIME(3) NULL,
    ADD COLUMN dispute_note VARCHAR(2000) NULL,
    ADD COLUMN closed_at DATETIME(3) NULL COMMENT 'settled, refunded or failed',
    ADD COLUMN due_at DATETIME(3) NULL COMMENT 'when the house acts by itself: asks the provider, refunds what was not delivered, settles what was',
    ADD COLUMN asks SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ADD COLUMN buyer_news BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'something that the buyer has not looked at',
    ADD COLUMN seller_news BOOLEAN NOT NULL DEFAULT FALSE,
    ADD KEY transaction_due (due_at),
    ADD KEY transaction_buyer (buyer_user_id, id),
    ADD KEY transaction_of_seller (seller_user_id, id),
    ADD KEY transaction_disputed (payment_status, fulfilment, disputed_at),
    ADD KEY transaction_open_of_item (item_id, closed_at),
    ADD KEY transaction_open_of_buyer (buyer_user_id, closed_at),
    ADD KEY transaction_open_of_seller (seller_user_id, closed_at),
    ADD KEY transaction_buyer_news (buyer_user_id, buyer_news),
    ADD KEY transaction_seller_news (seller_user_id, seller_news),
    ADD CONSTRAINT transaction_fee_bound CHECK (fee_minor <= amount_minor),
    ADD CONSTRAINT transaction_revision_fk FOREIGN KEY (item_id, item_version) REFERENCES marketplace_revision (item_id, version);

CREATE TABLE refund (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    transaction_id BIGINT UNSIGNED NOT NULL,
    amount_minor BIGINT UNSIGNED NOT NULL,
    reason ENUM('SELLER', 'MODERATOR', 'NOT_DELIVERED', 'REMOVED', 'LATE', 'PROVIDER') NOT NULL COMMENT 'who wanted it; PROVIDER: made there, not here',
    status ENUM('WAITING', 'SENDING', 'SENT', 'UNKNOWN', 'FAILED') NOT NULL DEFAULT 'WAITING',
    attempts SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    due_at DATETIME(3) NULL,
    provider_reference VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
    claim_url VARCHAR(2048) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'where the buyer fetches it (crypto)',
    last_error VARCHAR(500) NULL,
    requested_by_user_id BIGINT UNSIGNED NULL,
    created_at DATETIME(3) NOT NULL,
    sent_at DATETIME(3) NULL,
    KEY refund_transaction (transaction_id),
    KEY refund_due (due_at),
    KEY refund_status (status),
    KEY refund_requester (requested_by_user_id),
    CONSTRAINT refund_transaction_fk FOREIGN KEY (transaction_id) REFERENCES transaction (id),
    CONSTRAINT refund_requester_fk FOREIGN KEY (requested_by_user_id) REFERENCES user (id),
    CONSTRAINT refund_some CHECK (amount_minor > 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE payment_event
    MODIFY COLUMN provider ENUM('STRIPE', 'PAYPAL', 'CRYPTO', 'TEST') NOT NULL;
ALTER TABLE payment_event
    ADD COLUMN kind VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'the provider''s own word',
    ADD COLUMN reference VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the checkout it speaks of',
    ADD COLUMN outcome ENUM('WAITING', 'APPLIED', 'NOTHING') NOT NULL DEFAULT 'WAITING' COMMENT 'NOTHING: of no meaning to the house',
    ADD COLUMN attempts SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ADD COLUMN due_at DATETIME(3) NULL,
    ADD KEY payment_event_due (due_at),
    ADD KEY payment_event_received (received_at);

-- One movement of money: entries that sum to zero in each currency. The key makes it happen once.
CREATE TABLE ledger_posting (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    posting_key VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'payment:ID, release:ID, refund:ID, refund-sent:ID, payout:ID',
    transaction_id BIGINT UNSIGNED NULL,
    created_at DATETIME(3) NOT NULL,
    UNIQUE KEY ledger_posting_key (posting_key),
    KEY ledger_posting_transaction (transaction_id),
    CONSTRAINT ledger_posting_transaction_fk FOREIGN KEY (transaction_id) REFERENCES transaction (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE ledger_entry
    MODIFY COLUMN transaction_id BIGINT UNSIGNED NULL;
ALTER TABLE ledger_entry
    ADD COLUMN posting_id BIGINT UNSIGNED NOT NULL,
    ADD UNIQUE KEY ledger_entry_once (posting_id, account, currency),
    ADD KEY ledger_entry_balance (account, currency, amount_minor),
    ADD CONSTRAINT ledger_entry_posting_fk FOREIGN KEY (posting_id) REFERENCES ledger_posting (id);

CREATE TABLE payout (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    run BINARY(16) NOT NULL COMMENT 'those that were made together',
    seller_user_id BIGINT UNSIGNED NOT NULL,
    amount_minor BIGINT UNSIGNED NOT NULL,
    currency ENUM('USD', 'EUR', 'GBP') NOT NULL,
    created_at DATETIME(3) NOT NULL,
    UNIQUE KEY payout_once (run, seller_user_id, currency),
    KEY payout_seller (seller_user_id, created_at),
    CONSTRAINT payout_seller_fk FOREIGN KEY (seller_user_id) REFERENCES user (id),
    CONSTRAINT payout_some CHECK (amount_minor > 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What buyer and seller write to each other about one order.
CREATE TABLE order_message (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    transaction_id BIGINT UNSIGNED NOT NULL,
    author_user_id BIGINT UNSIGNED NOT NULL,
    client_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    body VARCHAR(2000) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    UNIQUE KEY order_message_once (author_user_id, client_id),
    KEY order_message_transaction (transaction_id, id),
    CONSTRAINT order_message_transaction_fk FOREIGN KEY (transaction_id) REFERENCES transaction (id),
    CONSTRAINT order_message_author_fk FOREIGN KEY (author_user_id) REFERENCES user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE rating (
    transaction_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    item_id BIGINT UNSIGNED NOT NULL,
    seller_user_id BIGINT UNSIGNED NOT NULL,
    stars TINYINT UNSIGNED NOT NULL,
    body VARCHAR(1000) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    KEY rating_item (item_id, created_at),
    KEY rating_seller (seller_user_id, created_at),
    CONSTRAINT rating_transaction_fk FOREIGN KEY (transaction_id) REFERENCES transaction (id),
    CONSTRAINT rating_item_fk FOREIGN KEY (item_id) REFERENCES marketplace_item (id),
    CONSTRAINT rating_seller_fk FOREIGN KEY (seller_user_id) REFERENCES user (id),
    CONSTRAINT rating_stars CHECK (stars BETWEEN 1 AND 5)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What the built-in stand-in for providers has "taken". No money moves.
CREATE TABLE test_payment (
    reference VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    amount_minor BIGINT UNSIGNED NOT NULL,
    currency ENUM('USD', 'EUR', 'GBP') NOT NULL,
    status ENUM('OPEN', 'PAID', 'ENDED') NOT NULL DEFAULT 'OPEN',
    refunded_minor BIGINT UNSIGNED NOT NULL DEFAULT 0,
    created_at DATETIME(3) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE test_refund (
    once VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    reference VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount_minor BIGINT UNSIGNED NOT NULL,
    KEY test_refund_payment (reference),
    CONSTRAINT test_refund_payment_fk FOREIGN KEY (reference) REFERENCES test_payment (reference)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
