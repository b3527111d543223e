-- Videos: rows of media like pictures, with the picture that stands for them as the thumbnail; and links that lead to a video.

ALTER TABLE media
    ADD COLUMN duration_ms INT UNSIGNED NULL COMMENT 'of a video; NULL: a picture';

ALTER TABLE link_preview
    ADD COLUMN video BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'the address leads to a video';
