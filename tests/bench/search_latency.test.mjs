// The benchmark itself works and compares like with like. No test fails on a time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from './search_latency.mjs';

test('host and Playwright find the same hotels, and the policy saves most bytes', async () => {
  const result = await compare({ repeats: 1, delayScale: 0 });
  assert.equal(result.differing, 0);
  assert.ok(result.byteRatio < 0.5, `policy on / off: ${result.byteRatio}`);
});
