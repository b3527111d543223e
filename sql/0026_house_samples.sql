-- The house's figures over time, for the overview: the job `sample-house` writes them, each minute. What came to pass is counted from the tables that hold it.

CREATE TABLE house_sample (
    step ENUM('FINE', 'HOUR') NOT NULL COMMENT 'of five minutes, kept for two days; of an hour, kept for a year',
    at DATETIME(3) NOT NULL COMMENT 'when it begins',
    members_online INT UNSIGNED NULL COMMENT 'NULL here and below: nobody counted then',
    guests_online INT UNSIGNED NULL,
    posts INT UNSIGNED NULL,
    guests_entered INT UNSIGNED NULL,
    sign_ups INT UNSIGNED NULL,
    cases_open INT UNSIGNED NULL,
    case_wait_minutes INT UNSIGNED NULL COMMENT 'of the case that has waited longest',
    cases_decided INT UNSIGNED NULL,
    proofs_waiting INT UNSIGNED NULL,
    payments INT UNSIGNED NULL,
    payments_failed INT UNSIGNED NULL,
    paid_usd BIGINT UNSIGNED NULL COMMENT 'minor units',
    paid_eur BIGINT UNSIGNED NULL,
    paid_gbp BIGINT UNSIGNED NULL,
    sms_sent INT UNSIGNED NULL COMMENT 'of those that were ordered in this time',
    sms_failed INT UNSIGNED NULL COMMENT 'the same; FAILED or UNKNOWN',
    jobs_late INT UNSIGNED NULL,
    newest_message BIGINT UNSIGNED NULL COMMENT 'the highest number of its table when it was read last: posts are what has come since',
    newest_guest BIGINT UNSIGNED NULL,
    newest_user BIGINT UNSIGNED NULL,
    PRIMARY KEY (step, at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE participant ADD KEY participant_online (availability, user_id);

ALTER TABLE transaction
    ADD KEY transaction_paid (paid_at, currency, amount_minor),
    ADD KEY transaction_failed (payment_status, closed_at);
