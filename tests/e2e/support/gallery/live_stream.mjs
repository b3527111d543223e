// The endless page of a lounge for browsers without scripts, from its head to the end that a session's end puts to it.
export async function liveStream(house) {
  await house.come_again("leaving");
  const { leaving } = house.people;
  const answer = await leaving.request("/live/en-us?since=0");
  const reader = answer.body.getReader();
  const first = await reader.read();
  await leaving.send("/leave");
  const parts = [first.value];
  for (let next = await reader.read(); !next.done; next = await reader.read()) parts.push(next.value);
  return Buffer.concat(parts).toString();
}
