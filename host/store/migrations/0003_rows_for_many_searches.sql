-- Searches that cost nothing may share a row; its figures are the sums of theirs.
ALTER TABLE cost_tracking ADD COLUMN searches INTEGER NOT NULL DEFAULT 1 CHECK (searches >= 1);
