// One message of a lounge as the server tells it now: its text as it was typed, which a line shows formatted.

// Undefined when it did not come, or is none. Of somebody whom the viewer has blocked it has no body.
export async function fetchEvent(slug, seq) {
  try {
    const answer = await fetch(`/lounges/${slug}/lines?after=${seq - 1}`, { headers: { accept: "application/json" } });
    const { events } = await answer.json();
    return events.find((event) => event.seq === seq);
  } catch {
    return undefined;
  }
}
