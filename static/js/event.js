// One message of a lounge as the server tells it now: its text as it was typed, which a line shows formatted.

// Undefined when it did not come, or is none. Of somebody whom the viewer has blocked it has no body.
// `veiled` false: of blocked people too.
export async function fetchEvent(slug, seq, { veiled = true } = {}) {
  try {
    const answer = await fetch(`/lounges/${slug}/lines?after=${seq - 1}${veiled ? "" : "&blocked=show"}`, { headers: { accept: "application/json" } });
    const { events } = await answer.json();
    return events.find((event) => event.seq === seq);
  } catch {
    return undefined;
  }
}
