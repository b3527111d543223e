-- A backup that is put back is another past: numbers of streams are given out anew. Whoever remembers some can tell by this that they mean something else now.

CREATE TABLE era (
    id TINYINT UNSIGNED NOT NULL PRIMARY KEY COMMENT 'one row, 1',
    name CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'another one after each restore'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

INSERT INTO era (id, name) VALUES (1, LEFT(SHA2(UUID(), 256), 16));
