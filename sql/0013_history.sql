-- Finding again what was said: the words of messages, how far they are indexed, and the first message of a day.

CREATE TABLE search_word (
    lounge_id BIGINT UNSIGNED NOT NULL,
    word VARCHAR(32) NOT NULL COMMENT 'folded, see core/chat/words.h',
    seq BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (lounge_id, word, seq)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'Which messages hold a word, newest first by reading backwards. Made from the messages, so that without foreign keys nothing is lost';

CREATE TABLE search_document (
    lounge_id BIGINT UNSIGNED NOT NULL,
    seq BIGINT UNSIGNED NOT NULL,
    words MEDIUMTEXT NOT NULL COMMENT 'separated by spaces: what search_word holds of the message, so that an edit or a removal takes it out again',
    PRIMARY KEY (lounge_id, seq)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE chat_message ADD KEY chat_message_day (lounge_id, created_at, seq);

CREATE TABLE search_progress (
    lounge_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    seq BIGINT UNSIGNED NOT NULL COMMENT 'what the events of the lounge''s stream up to here told is in the index',
    CONSTRAINT search_progress_lounge_fk FOREIGN KEY (lounge_id) REFERENCES lounge (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE read_marker (
    participant_id BIGINT UNSIGNED NOT NULL,
    lounge_id BIGINT UNSIGNED NOT NULL,
    seq BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (participant_id, lounge_id),
    KEY read_marker_lounge (lounge_id),
    CONSTRAINT read_marker_participant_fk FOREIGN KEY (participant_id) REFERENCES participant (id),
    CONSTRAINT read_marker_lounge_fk FOREIGN KEY (lounge_id) REFERENCES lounge (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
COMMENT = 'How far a person has read in a lounge they were in';
