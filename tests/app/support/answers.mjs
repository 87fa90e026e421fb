// Answers of search_hotels for the view: one recorded from a real run, and changes to it.
import { readFile } from 'node:fs/promises';

const text = await readFile(new URL('./recorded_search.json', import.meta.url), 'utf8');

const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();

// The recorded answer as if it came now.
export function recorded(change = () => {}) {
  const answer = JSON.parse(text);
  answer.searchedAt = ago(0);
  answer.cachedUntil = ago(-24 * 60);
  for (const offer of answer.results) offer.source.lastUpdated = ago(0);
  change(answer);
  return answer;
}

// A platform that answered nothing.
export function failedPlatform(more = {}) {
  return {
    platform: 'other', status: 'timeout', count: 0, cached: false, ageSeconds: 0, durationMs: 45_000, cost: 0, warnings: [], appliedFilters: [],
    error: { code: 'timeout', message: "other has not answered by the search's deadline", retryable: true, nextStep: 'make the same search again in a minute' },
    ...more,
  };
}

// The real offer with nothing that may be absent.
export function bare(offer) {
  const { id, category, name, externalIds, availability, source } = offer;
  return {
    id, category, name, externalIds, availability, pricing: {}, hotelDetails: {}, location: {},
    source: { platform: source.platform, lastUpdated: source.lastUpdated }, extraction: { confidence: 1, completeness: 0.2, warnings: [] },
  };
}
