// What MariaDB 10.11 and MySQL 8 spell differently, or what every statement spells the same way. Used inside SQL texts by
// concatenation.
#pragma once

// A DATETIME(3) column as epoch milliseconds (the connector returns DATETIME in three forms; a number has one).
// UNIX_TIMESTAMP and FROM_UNIXTIME end in January 2038; bans do not.
#define DB_MS(column) " TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', " column ") DIV 1000 "
// A bound base::Time as DATETIME(3).
#define DB_TIME " TIMESTAMPADD(MICROSECOND, ? * 1000, TIMESTAMP'1970-01-01 00:00:00') "
// Appended to an INSERT: gives the new ids as rows. (MySQL 8: leave out, and read LAST_INSERT_ID().)
#define DB_RETURNING_ID " RETURNING id"
// The same for other columns of the rows that were added or, with ON DUPLICATE KEY UPDATE, changed. (MySQL 8: lock, read and write them in three statements.)
#define DB_RETURNING(columns) " RETURNING " columns
