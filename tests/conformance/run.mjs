// scripts/conformance: every run of the suite, one line each, and what failed.
//   run.mjs [--url http://localhost:PORT/mcp]      without it, against a fixture server of its own
import { parseArgs } from 'node:util';
import { stop } from '../e2e/support/world.mjs';
import { listRuns, run, startFixtureServer } from './suite.mjs';

const { values } = parseArgs({ options: { url: { type: 'string' } } });
const server = values.url === undefined ? await startFixtureServer() : undefined;
const url = values.url ?? server.url;
let failing = 0;
for (const one of await listRuns()) {
  const { scenarios, passed, failed, warned, skipped, problems } = await run(one, url);
  const more = (warned > 0 ? `, ${warned} with a warning` : '') + (skipped > 0 ? `, ${skipped} skipped by the suite` : '');
  const checks = `${passed} passed, ${failed} failed${more}`;
  console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${one.name.padEnd(32)} scenarios: ${String(scenarios).padStart(2)}  checks: ${checks}`);
  for (const problem of problems) console.log(`         ${problem}`);
  if (problems.length > 0) failing += 1;
}
if (server) await stop(server.child);
process.exitCode = failing === 0 ? 0 : 1;
