-- The operator's tables, with the names and columns the rest of the agency's systems know. Money is integer micro-USD; the REAL
-- columns are computed from it for readers of the old names.
CREATE TABLE anchor_sessions (
  session_id TEXT PRIMARY KEY,
  platform TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'idle', 'unhealthy', 'expired')),
  created_at TEXT NOT NULL DEFAULT (datetime('now')),
  last_used TEXT NOT NULL DEFAULT (datetime('now')),
  usage_count INTEGER NOT NULL DEFAULT 0,
  total_cost_micros INTEGER NOT NULL DEFAULT 0,
  total_cost REAL GENERATED ALWAYS AS (total_cost_micros / 1000000.0) VIRTUAL,
  health_score REAL NOT NULL DEFAULT 1.0,
  metadata_json TEXT
);
CREATE INDEX idx_anchor_sessions_platform ON anchor_sessions(platform);
CREATE INDEX idx_anchor_sessions_status ON anchor_sessions(status);
CREATE INDEX idx_anchor_sessions_last_used ON anchor_sessions(last_used);

CREATE TABLE cost_tracking (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  search_id TEXT NOT NULL,
  platform TEXT NOT NULL,
  provider TEXT NOT NULL,
  outcome TEXT NOT NULL,
  cost_micros INTEGER NOT NULL CHECK (cost_micros >= 0),
  shadow_cost_micros INTEGER NOT NULL CHECK (shadow_cost_micros >= 0),
  duration_ms INTEGER NOT NULL,
  result_count INTEGER NOT NULL DEFAULT 0,
  bytes_received INTEGER NOT NULL DEFAULT 0,
  session_created INTEGER NOT NULL DEFAULT 0 CHECK (session_created IN (0, 1)),
  optimization_applied TEXT,
  created_at TEXT NOT NULL DEFAULT (datetime('now')),
  created_ms INTEGER NOT NULL,
  cost REAL GENERATED ALWAYS AS (cost_micros / 1000000.0) VIRTUAL,
  cost_per_result REAL GENERATED ALWAYS AS (CASE WHEN result_count > 0 THEN cost_micros / 1000000.0 / result_count END) VIRTUAL,
  cost_per_minute REAL GENERATED ALWAYS AS (CASE WHEN duration_ms > 0 THEN cost_micros * 0.06 / duration_ms END) VIRTUAL
);
CREATE INDEX idx_cost_tracking_platform ON cost_tracking(platform);
CREATE INDEX idx_cost_tracking_created_at ON cost_tracking(created_at);
CREATE INDEX idx_cost_tracking_search_id ON cost_tracking(search_id);
CREATE INDEX idx_cost_tracking_created_ms ON cost_tracking(created_ms);

-- What was spent stays written.
CREATE TRIGGER cost_tracking_no_update BEFORE UPDATE ON cost_tracking
BEGIN SELECT RAISE(ABORT, 'cost_tracking is append-only'); END;
CREATE TRIGGER cost_tracking_no_delete BEFORE DELETE ON cost_tracking
BEGIN SELECT RAISE(ABORT, 'cost_tracking is append-only'); END;

CREATE TABLE budget_alerts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  alert_type TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('low', 'medium', 'high', 'critical')),
  message TEXT NOT NULL,
  alert_data TEXT,
  acknowledged BOOLEAN NOT NULL DEFAULT FALSE,
  created_at TEXT NOT NULL DEFAULT (datetime('now'))
);
CREATE INDEX idx_budget_alerts_severity ON budget_alerts(severity);
CREATE INDEX idx_budget_alerts_created_at ON budget_alerts(created_at);

CREATE TABLE optimization_metrics (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  metric_type TEXT NOT NULL,
  metric_value REAL NOT NULL,
  baseline_value REAL,
  improvement_percent REAL,
  date_recorded TEXT NOT NULL DEFAULT (date('now')),
  metadata_json TEXT
);
CREATE INDEX idx_optimization_metrics_type ON optimization_metrics(metric_type);
CREATE INDEX idx_optimization_metrics_date ON optimization_metrics(date_recorded);

CREATE TABLE production_metrics (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  metric_name TEXT NOT NULL,
  metric_value REAL NOT NULL,
  tags TEXT,
  timestamp TEXT NOT NULL DEFAULT (datetime('now'))
);
CREATE INDEX idx_production_metrics_name ON production_metrics(metric_name, timestamp);
