// What MariaDB 10.11 and MySQL 8 spell differently, or what every statement spells the same way. Used inside SQL texts by concatenation.
#pragma once

// A DATETIME(3) column as epoch milliseconds (the connector returns DATETIME in three forms; a number has one).
#define DB_MS(column) " CAST(UNIX_TIMESTAMP(" column ") * 1000 AS SIGNED) "
// A bound base::Time as DATETIME(3).
#define DB_TIME " FROM_UNIXTIME(? / 1000.0) "
// Appended to an INSERT: gives the new ids as rows. (MySQL 8: leave out, and read LAST_INSERT_ID().)
#define DB_RETURNING_ID " RETURNING id"
