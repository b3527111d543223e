// A lounge with a long past, made as rows, and what it costs to scroll through it: the browser's own trace says so.

const MAIN = "CrRendererMain";
export const FRAME_US = 1e6 / 60;

// `count` messages by ten people, the newest a minute old, as many seconds apart; some go on what was just said, some are long, some quote.
export async function fillWithRows(house, lounge, count) {
  await house.instance("sql", "chatroom", "-e", `
    SET @lounge = (SELECT id FROM lounge WHERE slug = '${lounge}');
    SET @stream = (SELECT stream_id FROM lounge WHERE slug = '${lounge}');
    SET @last = (SELECT last_seq FROM stream WHERE id = @stream FOR UPDATE);
    INSERT INTO stream (kind) SELECT 'PERSON' FROM seq_1_to_10;
    INSERT INTO participant (stream_id, display_name, created_at, last_seen_at)
      SELECT id, CONCAT('Talker ', id), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) FROM stream WHERE kind = 'PERSON' ORDER BY id DESC LIMIT 10;
    SET @first = (SELECT MAX(id) FROM participant) - 9;
    INSERT INTO chat_message (lounge_id, seq, participant_id, client_id, body, created_at)
      SELECT @lounge, @last + seq, @first + FLOOR(seq / 3) % 10, CONCAT('row-', seq),
        CONCAT('number ', seq, REPEAT(' and some more words of it', seq * seq % 4)), UTC_TIMESTAMP(3) - INTERVAL (${count} - seq + 1) MINUTE
      FROM seq_1_to_${count};
    INSERT INTO event (stream_id, seq, kind, message_id, created_at)
      SELECT @stream, seq, 'message', id, created_at FROM chat_message WHERE lounge_id = @lounge AND seq > @last;
    UPDATE stream SET last_seq = last_seq + ${count} WHERE id = @stream;`);
}

// What `work` costs: { frames, dropped, intervals, tasks, cpu }. `tasks`: CPU time of each task of the page's main thread, in microseconds. `frames`: what the compositor was to show, by its
// own reports (PipelineReporter); `dropped`: of these, those that came too late. `intervals`: between frames that were drawn.
export async function traced(page, work) {
  const devtools = await page.context().newCDPSession(page);
  const events = [];
  devtools.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await devtools.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["toplevel", "cc", "benchmark", "devtools.timeline", "disabled-by-default-devtools.timeline", "disabled-by-default-devtools.timeline.frame"] } });
  await work(devtools);
  const complete = new Promise((resolve) => devtools.once("Tracing.tracingComplete", resolve));
  await devtools.send("Tracing.end");
  await complete;
  await devtools.detach();
  return figuresOf(events);
}

function figuresOf(events) {
  const threads = new Map(events.filter(({ name }) => name === "thread_name").map(({ pid, tid, args }) => [`${pid}:${tid}`, args.name]));
  const onMain = events.filter(({ pid, tid }) => threads.get(`${pid}:${tid}`) === MAIN);
  const busiest = busiestOf(onMain);
  const tasks = onMain.filter(({ name, ph, pid }) => name === "RunTask" && ph === "X" && pid === busiest).map(({ tdur }) => tdur ?? 0);
  const reports = events.filter(({ name, ph, pid }) => name === "PipelineReporter" && ph === "b" && pid === busiest).map(({ args }) => args.frame_reporter ?? {});
  const wanted = reports.filter(({ state }) => state && state !== "STATE_NO_UPDATE_DESIRED");
  const drawn = events.filter(({ name, pid }) => name === "DrawFrame" && pid === busiest).map(({ ts }) => ts).sort((a, b) => a - b);
  return {
    frames: wanted.length, dropped: wanted.filter(({ state }) => state === "STATE_DROPPED").length,
    intervals: drawn.slice(1).map((ts, i) => ts - drawn[i]), tasks, cpu: tasks.reduce((sum, one) => sum + one, 0),
    longest: onMain.filter(({ ph, pid }) => ph === "X" && pid === busiest),
  };
}

// Of several renderers the one that had to do.
function busiestOf(events) {
  const spent = new Map();
  for (const { pid, name, tdur = 0 } of events) if (name === "RunTask") spent.set(pid, (spent.get(pid) ?? 0) + tdur);
  return [...spent].sort(([, a], [, b]) => b - a)[0]?.[0];
}

export const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0;

// As a wheel does (in headless Chromium a finger of this command does not move): `distance` in pixels, positive towards what was said before.
export const scrollBy = (devtools, { x, y, distance, speed }) => devtools.send("Input.synthesizeScrollGesture", { x, y, yDistance: distance, speed, gestureSourceType: "mouse" });
