// What one connection commits in the product's own database, as the yardstick for posts: rows of a message's shape, each commit flushed.
import mysql from "mysql2/promise";

const BATCH = 50;
const BODY = "the quick brown fox jumps over the lazy dog and goes on to say what people say in a lounge of an evening";
const COLUMNS = "(lounge_id, seq, participant_id, client_id, body, created_at)";

// Rows a second while `insert(n)`, which stores `rows` of them beginning with the nth, is called again and again.
async function rate(seconds, rows, insert) {
  const start = performance.now();
  const end = start + 1000 * seconds;
  let n = 1;
  for (; performance.now() < end; n += rows) await insert(n);
  return { rows_per_second: (1000 * (n - 1)) / (performance.now() - start) };
}

async function fresh_table(connection) {
  await connection.query("TRUNCATE bench.message");
}

// A statement that stands alone is a transaction of its own: one round trip a row.
function one_by_one(connection, seconds) {
  const sql = `INSERT INTO bench.message ${COLUMNS} VALUES (1, ?, 1, ?, ?, UTC_TIMESTAMP(3))`;
  return rate(seconds, 1, (n) => connection.execute(sql, [n, `bench-${n}`, BODY]));
}

function in_batches(connection, seconds) {
  const sql = `INSERT INTO bench.message ${COLUMNS} VALUES ${Array(BATCH).fill("(1, ?, 1, ?, ?, UTC_TIMESTAMP(3))")}`;
  const rows = (n) => Array.from({ length: BATCH }, (_, i) => [n + i, `bench-${n + i}`, BODY]).flat();
  return rate(seconds, BATCH, (n) => connection.execute(sql, rows(n)));
}

// The same without any client: a loop within the server. Nobody who commits row by row is faster.
async function within_the_server(connection, seconds) {
  const micros = Math.round(1e6 * seconds);
  await connection.query(`
    BEGIN NOT ATOMIC
      DECLARE n BIGINT DEFAULT 0;
      DECLARE ending DATETIME(6) DEFAULT SYSDATE(6) + INTERVAL ${micros} MICROSECOND;
      WHILE SYSDATE(6) < ending DO
        SET n = n + 1;
        INSERT INTO bench.message ${COLUMNS} VALUES (1, n, 1, CONCAT('bench-', n), '${BODY}', UTC_TIMESTAMP(3));
      END WHILE;
    END`);
  const [[{ n }]] = await connection.query("SELECT COUNT(*) AS n FROM bench.message");
  return { rows_per_second: Number(n) / seconds };
}

// Resolves to { single, within, batch }, each with rows_per_second.
export async function commit_rates(socketPath, seconds) {
  const connection = await mysql.createConnection({ socketPath, user: "root" });
  try {
    await connection.query("CREATE DATABASE bench");
    await connection.query("CREATE TABLE bench.message LIKE chatroom.chat_message");
    const single = await one_by_one(connection, seconds);
    await fresh_table(connection);
    const within = await within_the_server(connection, seconds);
    await fresh_table(connection);
    const batch = await in_batches(connection, seconds);
    await connection.query("DROP DATABASE bench");
    return { single, within, batch };
  } finally {
    await connection.end();
  }
}
