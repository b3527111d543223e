-- Proofs of age: attempts, their pictures (sealed; never in the database), who reviews them, and what remains: the yes and how long it holds.

ALTER TABLE user ADD COLUMN age_proven_until DATETIME(3) NULL COMMENT 'the latest end of their approved proofs; kept by store::settle_proof';

ALTER TABLE user_role MODIFY COLUMN role ENUM('MODERATOR', 'REVIEWER', 'ADMIN') NOT NULL;

ALTER TABLE id_verification
    ADD COLUMN way ENUM('DOCUMENT', 'OPENID') NOT NULL DEFAULT 'DOCUMENT' AFTER verification_type,
    ADD COLUMN outcome ENUM('UNREADABLE', 'NO_DOCUMENT', 'OTHER_PERSON', 'UNDER_AGE', 'DOCUMENT_EXPIRED', 'NAME_DIFFERS', 'SEEN_BEFORE', 'OTHER', 'WITHDRAWN', 'UNDECIDED', 'LOST', 'RAN_OUT', 'REVOKED') NULL COMMENT 'why it is not approved, or not any more' AFTER status,
    ADD COLUMN begun_at DATETIME(3) NULL AFTER document_hash,
    MODIFY COLUMN submitted_at DATETIME(3) NULL COMMENT 'NULL: its pictures are being added',
    ADD COLUMN read_at DATETIME(3) NULL COMMENT 'when the machine had read what it could' AFTER submitted_at,
    ADD COLUMN held_by_user_id BIGINT UNSIGNED NULL COMMENT 'the reviewer who has it before them',
    ADD COLUMN held_until DATETIME(3) NULL,
    ADD COLUMN first_reviewer_user_id BIGINT UNSIGNED NULL COMMENT 'dual control: who approved it first',
    ADD KEY id_verification_holder (held_by_user_id),
    ADD KEY id_verification_first (first_reviewer_user_id),
    ADD KEY id_verification_end (status, expires_at),
    ADD KEY id_verification_draft (status, submitted_at, begun_at),
    ADD KEY id_verification_unread (status, read_at, submitted_at),
    ADD COLUMN hash_past_at DATETIME(3) AS (CASE WHEN document_hash IS NOT NULL AND status IN ('REJECTED', 'EXPIRED') THEN decided_at END) VIRTUAL COMMENT 'since when the hash proves nothing; see store::forget_proof_hashes',
    ADD KEY id_verification_decided (decided_at),
    ADD KEY id_verification_hash_past (hash_past_at);

UPDATE id_verification SET begun_at = COALESCE(submitted_at, '2026-01-01') WHERE begun_at IS NULL;

UPDATE id_verification SET expires_at = '2036-01-01' WHERE status = 'APPROVED' AND expires_at IS NULL;

UPDATE user u SET u.age_proven_until = (SELECT MAX(v.expires_at) FROM id_verification v WHERE v.user_id = u.id AND v.status = 'APPROVED');

ALTER TABLE id_verification
    MODIFY COLUMN begun_at DATETIME(3) NOT NULL,
    ADD CONSTRAINT id_verification_holder_fk FOREIGN KEY (held_by_user_id) REFERENCES user (id),
    ADD CONSTRAINT id_verification_first_fk FOREIGN KEY (first_reviewer_user_id) REFERENCES user (id);

-- A picture of an attempt, or what the machine has read in them. Its bytes lie sealed in a folder, the key in another; both under `name`. A row goes when they have gone.
CREATE TABLE verification_document (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    verification_id BIGINT UNSIGNED NOT NULL,
    part ENUM('FRONT', 'BACK', 'SELFIE', 'READING') NOT NULL,
    name CHAR(32) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    removed_at DATETIME(3) NULL COMMENT 'its key is being destroyed, or was',
    UNIQUE KEY verification_document_name (name),
    KEY verification_document_of (verification_id, removed_at),
    KEY verification_document_removed (removed_at),
    CONSTRAINT verification_document_fk FOREIGN KEY (verification_id) REFERENCES id_verification (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Who went to an OpenID provider and is expected back.
CREATE TABLE verification_openid (
    state_hash BINARY(32) NOT NULL PRIMARY KEY,
    user_id BIGINT UNSIGNED NOT NULL,
    nonce CHAR(43) NOT NULL,
    verifier CHAR(43) NOT NULL COMMENT 'PKCE; worth nothing without the code that comes back',
    expires_at DATETIME(3) NOT NULL,
    KEY verification_openid_user (user_id),
    KEY verification_openid_end (expires_at),
    CONSTRAINT verification_openid_user_fk FOREIGN KEY (user_id) REFERENCES user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
