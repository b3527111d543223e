// The pages that a stranger sees. A lounge shows them its door.
export const PUBLIC_PAGES = ["/", "/?lang=ar", "/languages", "/languages/en", "/lounges/en-us", "/terms", "/privacy", "/signin", "/signup", "/removal", "/preferences"];
