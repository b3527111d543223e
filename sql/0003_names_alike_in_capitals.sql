-- A second key for names: letters that are alike as capitals alone (I and l, N and the Greek nu) have different first keys. Guests of before have
-- none, and are gone within a day.

ALTER TABLE participant
    ADD COLUMN capitals_key VARBINARY(512) NULL COMMENT 'look-alike skeleton of the name in capitals; NULL together with name_key' AFTER name_key,
    ADD UNIQUE KEY participant_capitals (capitals_key);
