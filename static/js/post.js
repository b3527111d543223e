// A request to the JSON API that changes something: with the token of the page's own forms.

const PATIENCE = 10_000;

// Resolves to the HTTP status; to 0 when the server could not be reached.
export async function post(path) {
  const token = document.querySelector('input[name="csrfToken"]')?.value ?? "";
  try {
    const answer = await fetch(path, { method: "POST", headers: { "x-csrf-token": token }, signal: AbortSignal.timeout(PATIENCE) });
    return answer.status;
  } catch {
    return 0;
  }
}
