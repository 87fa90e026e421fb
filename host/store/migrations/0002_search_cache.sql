-- One platform's checked answer to one canonical query.
CREATE TABLE search_cache (
  cache_key TEXT PRIMARY KEY,
  platform TEXT NOT NULL,
  destination TEXT NOT NULL,
  max_results INTEGER NOT NULL,
  exhaustive INTEGER NOT NULL CHECK (exhaustive IN (0, 1)),
  answer_json TEXT NOT NULL,
  stored_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL
);
CREATE INDEX idx_search_cache_platform ON search_cache(platform, destination);
CREATE INDEX idx_search_cache_expires ON search_cache(expires_ms);
