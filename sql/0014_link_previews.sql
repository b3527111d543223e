-- What links lead to: fetched once by the jobs process, shown beside each message whose first link it is.

CREATE TABLE link_preview (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    url_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of url',
    newest BOOLEAN NULL DEFAULT TRUE COMMENT 'NULL: a later fetch of the same address has taken its place; messages that show it keep it',
    url VARCHAR(2048) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'in the one spelling of core/preview/target.h',
    host VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state ENUM('WAITING', 'FETCHING', 'READY', 'NOTHING') NOT NULL DEFAULT 'WAITING',
    attempts TINYINT UNSIGNED NOT NULL DEFAULT 0,
    title VARCHAR(300) NOT NULL DEFAULT '',
    summary VARCHAR(400) NOT NULL DEFAULT '',
    media_id BIGINT UNSIGNED NULL COMMENT 'its picture, a thumbnail of ours',
    created_at DATETIME(3) NOT NULL,
    fresh_until DATETIME(3) NULL COMMENT 'who posts the address later has it fetched again',
    look_at DATETIME(3) NULL COMMENT 'when to see whether any message shows it still; else it goes',
    UNIQUE KEY link_preview_newest (url_hash, newest),
    KEY link_preview_state (state, id),
    KEY link_preview_look (look_at),
    CONSTRAINT link_preview_media_fk FOREIGN KEY (media_id) REFERENCES media (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE preview_wanted (
    message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    preview_id BIGINT UNSIGNED NULL COMMENT 'the fetch that it waits for; NULL: to be looked at',
    KEY preview_wanted_preview (preview_id, message_id),
    CONSTRAINT preview_wanted_message_fk FOREIGN KEY (message_id) REFERENCES chat_message (id),
    CONSTRAINT preview_wanted_preview_fk FOREIGN KEY (preview_id) REFERENCES link_preview (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'Messages whose first link is new: written with the message, so that the fetch is never in its way and never forgotten';

ALTER TABLE chat_message
    ADD COLUMN link_preview_id BIGINT UNSIGNED NULL,
    ADD KEY chat_message_link_preview (link_preview_id),
    ADD CONSTRAINT chat_message_link_preview_fk FOREIGN KEY (link_preview_id) REFERENCES link_preview (id);

-- The picture of a preview is nobody's.
ALTER TABLE media MODIFY COLUMN owner_participant_id BIGINT UNSIGNED NULL;
