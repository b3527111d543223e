-- Several sidecars on one database tell each other who is where: each reads of the others what changed since its last look.

ALTER TABLE sidecar
    ADD COLUMN life BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'goes up whenever its rows of presence were forgotten';

ALTER TABLE presence_count
    ADD COLUMN version BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of its sidecar''s life: goes up with each change',
    ADD KEY presence_count_news (sidecar_id, version),
    DROP KEY presence_count_sidecar;
