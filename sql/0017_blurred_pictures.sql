-- Pictures that are blurred until somebody asks for them, where the lounge says so.

ALTER TABLE lounge
    ADD COLUMN blurs_pictures BOOLEAN NULL COMMENT 'NULL: RED lounges do, others do not';
