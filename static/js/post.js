// A request to the JSON API that changes something: with the token of the page's own forms.

const PATIENCE = 10_000;

// Resolves to the HTTP status; to 0 when the server could not be reached. `values`: sent as JSON.
export async function post(path, values) {
  const token = document.querySelector('input[name="csrfToken"]')?.value ?? "";
  try {
    const headers = { "x-csrf-token": token, ...(values && { "content-type": "application/json" }) };
    const answer = await fetch(path, { method: "POST", headers, body: values && JSON.stringify(values), signal: AbortSignal.timeout(PATIENCE) });
    return answer.status;
  } catch {
    return 0;
  }
}
