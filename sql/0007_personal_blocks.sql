-- Who wants to see nothing of whom.

CREATE TABLE personal_block (
    blocker_id BIGINT UNSIGNED NOT NULL,
    blocked_id BIGINT UNSIGNED NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (blocker_id, blocked_id),
    KEY personal_block_blocked (blocked_id),
    CONSTRAINT personal_block_blocker_fk FOREIGN KEY (blocker_id) REFERENCES participant (id),
    CONSTRAINT personal_block_blocked_fk FOREIGN KEY (blocked_id) REFERENCES participant (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
