// The benchmark itself works and compares like with like. No test fails on a time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from './search_latency.mjs';

test('host and Playwright find the same on every portal, and the policy saves bytes', async () => {
  const { portals, parallel } = await compare({ repeats: 1, delayScale: 0 });
  assert.deepEqual(Object.keys(portals), ['cpmaxx', 'vax', 'delta', 'generic']);
  for (const [name, one] of Object.entries(portals)) {
    assert.equal(one.differing, 0, name);
    assert.deepEqual(one.warnings, [], name);
    // Only the simulated CPMaxx serves pictures with its hotels; elsewhere the policy must not cost anything.
    const most = name === 'cpmaxx' ? 0.05 : 1.02;
    assert.ok(one.byteRatio < most, `${name}, bytes with the policy on / off: ${one.byteRatio}`);
  }
  assert.ok(parallel.ratio > 0);
});
