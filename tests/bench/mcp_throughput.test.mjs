// The benchmark itself works and compares like with like: the same bytes, no refusals. No test fails on a time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, ratios } from './mcp_throughput.mjs';

test('every server answers every request of the benchmark', async () => {
  const { cells } = await compare({ seconds: 1, repeats: 1, connections: [8], jobs: ['call', 'modernCall', 'list', 'health'] });
  for (const cell of cells) {
    for (const [name, sample] of Object.entries(cell.servers)) assert.deepEqual([name, sample.failures, sample.requests > 0], [name, 0, true], cell.job);
    assert.ok(ratios(cell).toNginx > 0);
  }
});
