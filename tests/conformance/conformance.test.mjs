// The official conformance suite, every run a test: the same as scripts/conformance.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { stop } from '../e2e/support/world.mjs';
import { listRuns, run, startFixtureServer } from './suite.mjs';

const runs = await listRuns();

describe('conformance', () => {
  let server;
  before(async () => { server = await startFixtureServer(); });
  after(async () => { await stop(server.child); });

  for (const one of runs) {
    test(one.name, async () => {
      const { problems } = await run(one, server.url);
      assert.equal(problems.length, 0, problems.join('\n'));
    });
  }
});
