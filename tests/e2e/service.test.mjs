// The figures that `make cluster` judges by.
import assert from "node:assert/strict";
import { test } from "node:test";

import { longestWait, longestWithout } from "../cluster/service.mjs";

const at = (...times) => times.map((time) => ({ at: time, first: time - 10 }));

test("the time without service is the longest between two acknowledgements, and counts from the beginning and up to the end", () => {
  assert.equal(longestWithout(at(100, 200, 650, 700), 0, 1000), 450);
  assert.equal(longestWithout(at(700, 100), 0, 1000), 600, "in whatever order they are told");
  assert.equal(longestWithout(at(400), 0, 900), 500, "up to the end");
  assert.equal(longestWithout(at(-50, 1200), 0, 1000), 1000, "what lies outside is no service");
  assert.equal(longestWithout([], 0, 1000), 1000);
});

test("who waited longest is found among those who began in the time", () => {
  const waits = [{ first: 10, at: 30 }, { first: 20, at: 520 }, { first: -5, at: 5000 }];
  assert.equal(longestWait(waits, 0, 100), 500);
  assert.equal(longestWait([], 0, 100), 0);
});
