// The bars that no machine's mood can move. The figures themselves: node tests/bench/mcp_cost.mjs
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countInstructions, countSystemCalls } from './mcp_cost.mjs';

for (const job of ['call', 'modernCall', 'list', 'health']) {
  test(`${job}: at most four system calls a request, one of them the answer`, async () => {
    const calls = await countSystemCalls(job);
    const total = Object.values(calls).reduce((sum, count) => sum + count, 0);
    assert.ok(total <= 4, JSON.stringify(calls));
    const sends = Object.entries(calls).reduce((sum, [name, count]) => sum + (/^(send|write)/.test(name) ? count : 0), 0);
    assert.ok(sends >= 1 && sends < 1.1, JSON.stringify(calls));  // a log line or a row of the ledger may fall into the time
  });
}

test('a cached search costs at most 150,000 instructions', async () => {
  const instructions = await countInstructions('call');
  assert.ok(instructions > 0 && instructions <= 150_000, String(instructions));
});
