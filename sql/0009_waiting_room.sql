-- Lounges with a bound: who is in, who is called, who waits.

ALTER TABLE lounge
    ADD COLUMN capacity INT UNSIGNED NULL COMMENT 'how many people may be in; NULL: as many as come',
    ADD COLUMN guest_share INT UNSIGNED NULL COMMENT 'how many of them may be guests; NULL: all',
    ADD KEY lounge_capacity (capacity);

ALTER TABLE admission
    DROP KEY admission_queue,
    ADD COLUMN state ENUM('WAITING', 'CALLED', 'IN') NOT NULL DEFAULT 'WAITING' COMMENT 'CALLED: the place is held for them' AFTER participant_id,
    ADD COLUMN guest BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'members are called first' AFTER state,
    ADD COLUMN ahead INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'how many stood before them when they came' AFTER guest,
    ADD KEY admission_queue (lounge_id, state, guest, waiting_since, id),
    ADD KEY admission_seen (lounge_id, seen_at);

CREATE TABLE admission_gate (
    lounge_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    settled_at DATETIME(3) NOT NULL COMMENT 'when somebody last looked who has gone',
    patient_until DATETIME(3) NOT NULL COMMENT 'until then nobody counts as gone: the house itself was away',
    CONSTRAINT admission_gate_lounge_fk FOREIGN KEY (lounge_id) REFERENCES lounge (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'Locked by whoever gives places away, and not the lounge itself: its talk goes on meanwhile';

CREATE TABLE admission_wait (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    lounge_id BIGINT UNSIGNED NOT NULL,
    called_at DATETIME(3) NOT NULL,
    waited_ms BIGINT UNSIGNED NOT NULL,
    ahead INT UNSIGNED NOT NULL,
    KEY admission_wait_recent (lounge_id, called_at),
    KEY admission_wait_age (called_at),
    CONSTRAINT admission_wait_lounge_fk FOREIGN KEY (lounge_id) REFERENCES lounge (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'How long those waited who were called of late; names nobody';
