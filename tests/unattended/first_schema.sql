-- A database as the first schema of version 0.1 made it (step m001_first_schema), with one production in it.
-- Kept as it was: every later version must be able to take it over.
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
INSERT INTO _sqlite_migrations VALUES (1, 'slatewatch', 'm001_first_schema', '2026-05-31 12:00:00+00:00');
CREATE TABLE sources (
        slug TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, trust INTEGER NOT NULL,
        complete INTEGER NOT NULL, homepage TEXT NOT NULL, licence TEXT NOT NULL, attribution TEXT NOT NULL,
        quote INTEGER NOT NULL, baseline_run INTEGER, told TEXT
    ) STRICT;
CREATE TABLE runs (
        id INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES sources(slug), state TEXT NOT NULL, reason TEXT,
        started_at TEXT NOT NULL, crawled_at TEXT, finished_at TEXT, crawl TEXT, rows INTEGER, new_pages INTEGER,
        fill TEXT, moved INTEGER, detail TEXT NOT NULL DEFAULT '', reader TEXT
    ) STRICT;
CREATE TABLE pages (
        id INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES sources(slug), url TEXT NOT NULL, sha256 TEXT NOT NULL,
        role TEXT NOT NULL, channel TEXT NOT NULL, title TEXT, published TEXT, modified TEXT,
        first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER NOT NULL,
        etag TEXT, last_modified TEXT, content_type TEXT NOT NULL, encoding TEXT, meta TEXT NOT NULL DEFAULT '{}',
        derived_from TEXT, body BLOB, read_by INTEGER,
        UNIQUE (url, sha256)
    ) STRICT;
CREATE TABLE run_pages (
        run_id INTEGER NOT NULL REFERENCES runs(id), page_id INTEGER NOT NULL REFERENCES pages(id),
        PRIMARY KEY (run_id, page_id)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE productions (
        id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, title TEXT NOT NULL, season INTEGER, medium TEXT,
        year INTEGER, network TEXT, key TEXT NOT NULL, bare TEXT NOT NULL, near TEXT NOT NULL,
        status TEXT, status_earliest TEXT, status_latest TEXT,
        planned_start TEXT, planned_wrap TEXT, planned_release TEXT, first_seen TEXT NOT NULL, updated_at TEXT NOT NULL,
        merged_into INTEGER REFERENCES productions(id)
    ) STRICT;
CREATE TABLE aliases (
        production_id INTEGER NOT NULL REFERENCES productions(id), key TEXT NOT NULL, name TEXT NOT NULL,
        kind TEXT NOT NULL, PRIMARY KEY (key, production_id)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE links (
        source TEXT NOT NULL, ref TEXT NOT NULL, production_id INTEGER NOT NULL REFERENCES productions(id),
        decided_by TEXT NOT NULL, decided_at TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (source, ref)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE reports (
        id INTEGER PRIMARY KEY, page_id INTEGER NOT NULL REFERENCES pages(id), ordinal INTEGER NOT NULL,
        run_id INTEGER NOT NULL REFERENCES runs(id), source TEXT NOT NULL, ref TEXT,
        production_id INTEGER REFERENCES productions(id), title TEXT NOT NULL, season INTEGER, medium TEXT,
        year INTEGER, event TEXT NOT NULL, modality TEXT NOT NULL, status TEXT, previous TEXT,
        previous_at TEXT, earliest TEXT, latest TEXT, date_text TEXT, place TEXT, region TEXT,
        start_date TEXT, end_date TEXT, start_time TEXT, end_time TEXT,
        speaker TEXT, via TEXT, scope TEXT, evidence TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
        rule TEXT NOT NULL, relation TEXT, related TEXT, inferred INTEGER NOT NULL DEFAULT 0,
        baseline INTEGER NOT NULL DEFAULT 0, published TEXT, noticed_at TEXT NOT NULL, confirmed_at TEXT,
        gone_at TEXT,
        UNIQUE (page_id, ordinal)
    ) STRICT;
CREATE TABLE listings (
        source TEXT NOT NULL, ref TEXT NOT NULL, production_id INTEGER NOT NULL REFERENCES productions(id),
        report_id INTEGER NOT NULL REFERENCES reports(id), digest TEXT NOT NULL, status TEXT,
        page_id INTEGER NOT NULL, since_run INTEGER NOT NULL, last_run INTEGER NOT NULL,
        missing_runs INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (source, ref)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE changes (
        id TEXT PRIMARY KEY, production_id INTEGER NOT NULL REFERENCES productions(id), kind TEXT NOT NULL,
        from_status TEXT, to_status TEXT, happened_earliest TEXT, happened_latest TEXT, noticed_at TEXT NOT NULL,
        published_at TEXT, state TEXT NOT NULL, support INTEGER NOT NULL, replaces TEXT, summary TEXT NOT NULL,
        updated_at TEXT NOT NULL, touched_at TEXT NOT NULL, key TEXT NOT NULL, rule TEXT NOT NULL DEFAULT '',
        because TEXT NOT NULL DEFAULT '', what TEXT, planned_earliest TEXT, planned_latest TEXT,
        before_earliest TEXT, before_latest TEXT, place TEXT, decided_by TEXT NOT NULL DEFAULT 'rule'
    ) STRICT;
CREATE TABLE change_reports (
        change_id TEXT NOT NULL REFERENCES changes(id) ON DELETE CASCADE,
        report_id INTEGER NOT NULL REFERENCES reports(id), counted INTEGER NOT NULL, role TEXT NOT NULL,
        PRIMARY KEY (change_id, report_id)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE issues (
        id INTEGER PRIMARY KEY, run_id INTEGER REFERENCES runs(id), source TEXT NOT NULL, kind TEXT NOT NULL,
        detail TEXT NOT NULL, url TEXT, opened_at TEXT NOT NULL, closed_at TEXT, UNIQUE (source, kind, detail)
    ) STRICT;
CREATE TABLE decisions (
        id INTEGER PRIMARY KEY, verb TEXT NOT NULL, subject TEXT NOT NULL, object TEXT NOT NULL,
        because TEXT NOT NULL, decided_at TEXT NOT NULL
    ) STRICT;
CREATE TABLE redirects (
        slug TEXT PRIMARY KEY, target TEXT NOT NULL, since TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
CREATE TABLE health (
        id TEXT PRIMARY KEY, source TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL, told_at TEXT NOT NULL,
        summary TEXT NOT NULL
    ) STRICT;
CREATE TABLE published_files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX runs_by_source ON runs(source, id);
CREATE INDEX runs_open ON runs(state) WHERE state = 'open';
CREATE INDEX pages_by_source ON pages(source, url, id);
CREATE INDEX pages_unread ON pages(source) WHERE read_by IS NULL;
CREATE INDEX pages_derived ON pages(derived_from) WHERE derived_from IS NOT NULL;
CREATE INDEX reports_by_production ON reports(production_id, noticed_at);
CREATE INDEX reports_by_run ON reports(run_id);
CREATE INDEX reports_by_title ON reports(title);
CREATE INDEX productions_by_key ON productions(key);
CREATE INDEX productions_by_bare ON productions(bare);
CREATE INDEX productions_by_near ON productions(near);
CREATE INDEX productions_by_status ON productions(status);
CREATE INDEX aliases_by_production ON aliases(production_id);
CREATE INDEX links_by_production ON links(production_id);
CREATE INDEX listings_by_production ON listings(production_id);
CREATE INDEX listings_by_run ON listings(source, last_run);
CREATE INDEX listings_by_page ON listings(page_id);
CREATE INDEX changes_by_production ON changes(production_id);
CREATE INDEX changes_by_time ON changes(state, published_at);
CREATE INDEX changes_by_kind ON changes(kind, published_at);
CREATE INDEX changes_by_noticed ON changes(noticed_at);
CREATE INDEX changes_touched ON changes(touched_at);
CREATE INDEX change_reports_by_report ON change_reports(report_id);
CREATE VIEW currently_filming AS
        SELECT p.slug, p.title, p.season, p.medium, p.network, p.status_earliest AS since_earliest,
               p.status_latest AS since_latest,
               (SELECT group_concat(DISTINCT place) FROM reports r
                 WHERE r.production_id = p.id AND r.place IS NOT NULL AND r.event IN ('filming', 'started_filming')
                   AND r.modality = 'asserted') AS places
          FROM productions p WHERE p.status = 'filming' AND p.merged_into IS NULL;
CREATE VIEW recent_changes AS
        SELECT c.published_at, c.kind, p.title, p.season, c.from_status, c.to_status, c.happened_earliest,
               c.happened_latest, c.support, c.state, c.summary, p.slug, c.id
          FROM changes c JOIN productions p ON p.id = c.production_id
         WHERE c.state IN ('published', 'withdrawn') ORDER BY c.published_at DESC;
CREATE VIEW timeline AS
        SELECT p.slug, p.title, p.season, c.kind, c.to_status, coalesce(c.happened_earliest, c.noticed_at) AS day,
               c.happened_latest, c.state, c.support, c.summary, c.id
          FROM changes c JOIN productions p ON p.id = c.production_id ORDER BY p.slug, day;
CREATE VIEW source_health AS
        SELECT s.slug, s.name, s.trust, r.state, r.reason, r.finished_at AS last_run, r.rows,
               (SELECT max(a.finished_at) FROM runs a
                 WHERE a.source = s.slug AND a.state = 'accepted') AS last_accepted,
               (SELECT max(p.first_seen) FROM pages p WHERE p.source = s.slug AND p.role <> 'index') AS last_new_page
          FROM sources s LEFT JOIN runs r
            ON r.id = (SELECT max(id) FROM runs WHERE source = s.slug AND state <> 'open');
CREATE VIRTUAL TABLE productions_fts USING fts5(
        title, network, content='productions', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER productions_ai AFTER INSERT ON productions BEGIN
        INSERT INTO productions_fts(rowid, title, network) VALUES (new.id, new.title, new.network); END;
CREATE TRIGGER productions_au AFTER UPDATE OF title, network ON productions BEGIN
        INSERT INTO productions_fts(productions_fts, rowid, title, network)
            VALUES ('delete', old.id, old.title, old.network);
        INSERT INTO productions_fts(rowid, title, network) VALUES (new.id, new.title, new.network); END;
CREATE VIRTUAL TABLE reports_fts USING fts5(
        title, evidence, place, content='reports', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER reports_ai AFTER INSERT ON reports BEGIN
        INSERT INTO reports_fts(rowid, title, evidence, place)
            VALUES (new.id, new.title, new.evidence, new.place); END;
CREATE TRIGGER reports_ad AFTER DELETE ON reports BEGIN
        INSERT INTO reports_fts(reports_fts, rowid, title, evidence, place)
            VALUES ('delete', old.id, old.title, old.evidence, old.place); END;
INSERT INTO sources VALUES ('ledger', 'Ledger', 'listing', 2, 1, '', '', '', 1, 1, NULL);
INSERT INTO runs (id, source, state, reason, started_at, finished_at, rows, reader)
    VALUES (1, 'ledger', 'accepted', 'accepted', '2026-05-31T12:00:00Z', '2026-05-31T12:00:00Z', 1, '1');
INSERT INTO pages (id, source, url, sha256, role, channel, first_seen, last_seen, first_run, last_run, content_type,
                   read_by)
    VALUES (1, 'ledger', 'http://ledger.example/1', 'x', 'list', '', '2026-05-31T12:00:00Z', '2026-05-31T12:00:00Z',
            1, 1, 'text/html', 1);
INSERT INTO run_pages VALUES (1, 1);
INSERT INTO productions (id, slug, title, key, bare, near, status, first_seen, updated_at)
    VALUES (1, 'tin-lantern', 'Tin Lantern', 'tin lantern', 'tin lantern', 'lanterntin', 'filming',
            '2026-05-31T12:00:00Z', '2026-05-31T12:00:00Z');
INSERT INTO reports (id, page_id, ordinal, run_id, source, ref, production_id, title, event, modality, status, evidence,
                     start, end, rule, baseline, published, noticed_at)
    VALUES (1, 1, 0, 1, 'ledger', 'a', 1, 'Tin Lantern', 'filming', 'asserted', 'filming', 'Filming', 0, 7, 'row', 1,
            '2026-05-31', '2026-05-31T12:00:00Z');
INSERT INTO listings VALUES ('ledger', 'a', 1, 1, 'filming||||tin lantern|', 'filming', 1, 1, 1, 0);
INSERT INTO changes (id, production_id, kind, to_status, noticed_at, published_at, state, support, summary, updated_at,
                     touched_at, key)
    VALUES ('5b1d6c7e-0000-5000-8000-000000000001', 1, 'newly_listed', 'filming', '2026-05-31T12:00:00Z',
            '2026-05-31T12:00:00Z', 'published', 2, 'Tin Lantern is listed: filming', '2026-05-31T12:00:00Z',
            '2026-05-31T12:00:00Z', 'newly_listed');
INSERT INTO change_reports VALUES ('5b1d6c7e-0000-5000-8000-000000000001', 1, 1, 'for');
