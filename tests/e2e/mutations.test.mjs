// Portals change overnight. Whatever happens to their pages, an answer has one status that is right, evidence for it, and no value that is
// not true: what cannot be read is absent, and said to be.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mutations } from './support/mutations.mjs';
import { makeMutationWorld } from './support/mutation_world.mjs';

let world;
before(async () => { world = await makeMutationWorld(); });
after(() => world?.close());

const shown = (answer) => `${answer.statuses} · ${answer.offers.length} offers · ${[answer.message, answer.evidence, ...answer.warnings].filter(Boolean).join(' | ').slice(0, 1500)}`;
const hasPrice = (offer) => Object.values(offer.pricing).some((price) => typeof price?.amount === 'number') || (offer.rooms ?? []).some((room) => room.pricing.totalPrice);

function check(row, answer) {
  assert.ok(answer.rewrites > 0, 'the mutation took place');
  assert.equal(answer.statuses.length, 1, `one status: ${shown(answer)}`);
  const [status] = answer.statuses;
  assert.ok([row.status].flat().includes(status), `the status should be ${row.status}: ${shown(answer)}`);
  if (answer.offers.length === 0) {
    assert.ok(status === 'no_availability' ? answer.evidence : answer.failed && answer.message, `an empty list has a proof or a reason: ${shown(answer)}`);
  }
  if (status === 'partial') assert.ok(answer.warnings.length > 0, `a partial answer says why: ${shown(answer)}`);
  const said = [answer.message, answer.evidence, ...answer.warnings].join('\n');
  if (row.says) assert.match(said, row.says);
  if (row.offers) assert.ok(answer.offers.length >= row.offers, `at least ${row.offers} offers: ${shown(answer)}`);
  if (row.prices !== undefined) assert.equal(answer.offers.some(hasPrice), row.prices, `prices: ${shown(answer)}`);
  const wrong = answer.offers.flatMap((offer) => answer.compare(offer, answer.truth));
  assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} values are not true`);
}

const subjects = [...new Set(mutations.map((row) => row.subject))];
const lanes = [subjects.filter((subject) => /cpmaxx|vax/.test(subject)), subjects.filter((subject) => !/cpmaxx|vax/.test(subject))];

test('nothing is changed: every portal is read as it is', async () => {
  for (const subject of subjects) {
    const answer = await world.searchUnder(subject, null);
    assert.deepEqual(answer.statuses, ['ok'], `${subject}: ${shown(answer)}`);
    assert.ok(answer.offers.length >= 10 && answer.offers.some(hasPrice), subject);
    assert.deepEqual(answer.offers.flatMap((offer) => answer.compare(offer, answer.truth)), [], subject);
    assert.ok(!answer.warnings.some((warning) => /none of/.test(warning)), shown(answer));
  }
});

// Two portals at a time; one mutation after the other on each.
describe('mutations', { concurrency: 2 }, () => {
  for (const lane of lanes) {
    describe(lane.join(', '), { concurrency: 1 }, () => {
      for (const row of mutations.filter(({ subject }) => lane.includes(subject))) {
        test(`${row.subject}: ${row.name}`, async (t) => {
          const answer = await world.searchUnder(row.subject, row);
          t.diagnostic(`${row.subject} · ${row.name} · ${answer.statuses}`);
          check(row, answer);
        });
      }
    });
  }
});
