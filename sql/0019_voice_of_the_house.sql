-- What the house itself says: messages of type SYSTEM, by a participant who is nobody.

ALTER TABLE participant
    ADD COLUMN is_house BOOLEAN NULL COMMENT 'TRUE: the house itself, which is nobody and there at most once; NULL: a person',
    ADD UNIQUE KEY participant_house (is_house);
