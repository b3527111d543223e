-- Whoever has no account may ask for content to be removed. What they ask for joins the cases of the moderators; a case may then be about no message and no person.

ALTER TABLE moderation_case
    ADD COLUMN removal_requests INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'how many have asked for it from outside';

CREATE TABLE removal_request (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT UNSIGNED NOT NULL,
    ground ENUM('ABUSE', 'LIKENESS', 'MINOR', 'LAW', 'OTHER') NOT NULL,
    link VARCHAR(500) NULL COMMENT 'an address in this house: a path',
    body VARCHAR(4000) NOT NULL,
    contact_ciphertext VARCHAR(2100) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'iv:tag:data in hex',
    contact_key_id SMALLINT UNSIGNED NULL,
    contact_reader_user_id BIGINT UNSIGNED NULL COMMENT 'who has looked at the contact last',
    evidence JSON NULL COMMENT 'the lines around it as they were; names people by id',
    note VARCHAR(2000) NULL COMMENT 'what was added while the case was open',
    noted_at DATETIME(3) NULL,
    answer VARCHAR(1000) NULL COMMENT 'of the moderator who decided',
    created_at DATETIME(3) NOT NULL,
    resolved_at DATETIME(3) NULL,
    KEY removal_request_case (case_id),
    KEY removal_request_resolved (resolved_at),
    KEY removal_request_contact (contact_key_id),
    KEY removal_request_reader (contact_reader_user_id),
    CONSTRAINT removal_request_case_fk FOREIGN KEY (case_id) REFERENCES moderation_case (id),
    CONSTRAINT removal_request_reader_fk FOREIGN KEY (contact_reader_user_id) REFERENCES user (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
