-- Whether there is a rush at the door of the house: then whoever is new does a small task first.

CREATE TABLE rush (
    id TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    mode ENUM('AUTO', 'ON', 'OFF') NOT NULL DEFAULT 'AUTO' COMMENT 'the operator''s word',
    busy_until DATETIME(3) NOT NULL COMMENT 'of AUTO: a rush until then'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'One row';

INSERT IGNORE INTO rush (id, busy_until) VALUES (1, '1970-01-01 00:00:00.000');
