-- Pictures: what the decoder made of an upload, and where each stands in its life: uploading, waiting to be posted, posted, removed, erased.
-- A row comes before its objects and goes after them, so that no object is ever without one.

ALTER TABLE media
    ADD COLUMN frames SMALLINT UNSIGNED NOT NULL DEFAULT 1,
    ADD COLUMN thumb_width SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ADD COLUMN thumb_height SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ADD COLUMN blur VARBINARY(500) NOT NULL DEFAULT '' COMMENT 'a WebP of a few pixels',
    ADD COLUMN stored_at DATETIME(3) NULL COMMENT 'NULL while its objects are being written',
    ADD COLUMN attached_at DATETIME(3) NULL COMMENT 'NULL until something shows it',
    ADD COLUMN erased_at DATETIME(3) NULL COMMENT 'its objects are gone; the row keeps the perceptual hash',
    ADD KEY media_unattached (attached_at, removed_at, created_at),
    ADD KEY media_erasable (erased_at, removed_at);

ALTER TABLE chat_message
    ADD COLUMN media_id BIGINT UNSIGNED NULL,
    ADD UNIQUE KEY chat_message_media (media_id),
    ADD CONSTRAINT chat_message_media_fk FOREIGN KEY (media_id) REFERENCES media (id);
