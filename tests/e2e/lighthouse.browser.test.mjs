// What Lighthouse says of the pages that a stranger sees, but for their speed: that is `make lighthouse`. Against a running house at BASE_URL.
import assert from "node:assert/strict";
import { test } from "node:test";

import { base } from "./support/house.mjs";
import { audited } from "./support/lighthouse.mjs";
import { PUBLIC_PAGES } from "./support/public_pages.mjs";

const RULES = ["accessibility", "best-practices"];

for (const path of PUBLIC_PAGES) {
  test(`${path}: accessibility, best practices and SEO are complete`, async () => {
    const { scores, wrong } = await audited(base + path, [...RULES, "seo"]);
    assert.deepEqual(wrong, []);
    assert.deepEqual(scores, { accessibility: 100, "best-practices": 100, seo: 100 });
  });
}

// Nothing for search engines; that its status is told as an error of the console is the browser's.
test("a page that is not there: accessibility and best practices are complete", async () => {
  const { scores, wrong } = await audited(`${base}/no-such-page`, RULES, { without: ["errors-in-console"] });
  assert.deepEqual(wrong, []);
  assert.deepEqual(scores, { accessibility: 100, "best-practices": 100 });
});
