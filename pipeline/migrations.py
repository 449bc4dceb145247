"""The schema, step by step. A released step is never edited; a new one is added after it."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("slatewatch")

TABLES = (
    """CREATE TABLE sources (
        slug TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, trust INTEGER NOT NULL,
        complete INTEGER NOT NULL, homepage TEXT NOT NULL, licence TEXT NOT NULL, attribution TEXT NOT NULL,
        quote INTEGER NOT NULL, baseline_run INTEGER, told TEXT
    ) STRICT""",
    """CREATE TABLE runs (
        id INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES sources(slug), state TEXT NOT NULL, reason TEXT,
        started_at TEXT NOT NULL, crawled_at TEXT, finished_at TEXT, crawl TEXT, rows INTEGER, new_pages INTEGER,
        fill TEXT, moved INTEGER, detail TEXT NOT NULL DEFAULT '', reader TEXT
    ) STRICT""",
    """CREATE TABLE pages (
        id INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES sources(slug), url TEXT NOT NULL, sha256 TEXT NOT NULL,
        role TEXT NOT NULL, channel TEXT NOT NULL, title TEXT, published TEXT, modified TEXT,
        first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER NOT NULL,
        etag TEXT, last_modified TEXT, content_type TEXT NOT NULL, encoding TEXT, meta TEXT NOT NULL DEFAULT '{}',
        derived_from TEXT, body BLOB, read_by INTEGER,
        UNIQUE (url, sha256)
    ) STRICT""",
    """CREATE TABLE run_pages (
        run_id INTEGER NOT NULL REFERENCES runs(id), page_id INTEGER NOT NULL REFERENCES pages(id),
        PRIMARY KEY (run_id, page_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE productions (
        id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, title TEXT NOT NULL, season INTEGER, medium TEXT,
        year INTEGER, network TEXT, key TEXT NOT NULL, bare TEXT NOT NULL, near TEXT NOT NULL,
        status TEXT, status_earliest TEXT, status_latest TEXT,
        planned_start TEXT, planned_wrap TEXT, planned_release TEXT, first_seen TEXT NOT NULL, updated_at TEXT NOT NULL,
        merged_into INTEGER REFERENCES productions(id)
    ) STRICT""",
    """CREATE TABLE aliases (
        production_id INTEGER NOT NULL REFERENCES productions(id), key TEXT NOT NULL, name TEXT NOT NULL,
        kind TEXT NOT NULL, PRIMARY KEY (key, production_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE links (
        source TEXT NOT NULL, ref TEXT NOT NULL, production_id INTEGER NOT NULL REFERENCES productions(id),
        decided_by TEXT NOT NULL, decided_at TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (source, ref)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE reports (
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
    ) STRICT""",
    """CREATE TABLE listings (
        source TEXT NOT NULL, ref TEXT NOT NULL, production_id INTEGER NOT NULL REFERENCES productions(id),
        report_id INTEGER NOT NULL REFERENCES reports(id), digest TEXT NOT NULL, status TEXT,
        page_id INTEGER NOT NULL, since_run INTEGER NOT NULL, last_run INTEGER NOT NULL,
        missing_runs INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (source, ref)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE changes (
        id TEXT PRIMARY KEY, production_id INTEGER NOT NULL REFERENCES productions(id), kind TEXT NOT NULL,
        from_status TEXT, to_status TEXT, happened_earliest TEXT, happened_latest TEXT, noticed_at TEXT NOT NULL,
        published_at TEXT, state TEXT NOT NULL, support INTEGER NOT NULL, replaces TEXT, summary TEXT NOT NULL,
        updated_at TEXT NOT NULL, touched_at TEXT NOT NULL, key TEXT NOT NULL, rule TEXT NOT NULL DEFAULT '',
        because TEXT NOT NULL DEFAULT '', what TEXT, planned_earliest TEXT, planned_latest TEXT,
        before_earliest TEXT, before_latest TEXT, place TEXT, decided_by TEXT NOT NULL DEFAULT 'rule'
    ) STRICT""",
    """CREATE TABLE change_reports (
        change_id TEXT NOT NULL REFERENCES changes(id) ON DELETE CASCADE,
        report_id INTEGER NOT NULL REFERENCES reports(id), counted INTEGER NOT NULL, role TEXT NOT NULL,
        PRIMARY KEY (change_id, report_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE issues (
        id INTEGER PRIMARY KEY, run_id INTEGER REFERENCES runs(id), source TEXT NOT NULL, kind TEXT NOT NULL,
        detail TEXT NOT NULL, url TEXT, opened_at TEXT NOT NULL, closed_at TEXT, UNIQUE (source, kind, detail)
    ) STRICT""",
    """CREATE TABLE decisions (
        id INTEGER PRIMARY KEY, verb TEXT NOT NULL, subject TEXT NOT NULL, object TEXT NOT NULL,
        because TEXT NOT NULL, decided_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE redirects (
        slug TEXT PRIMARY KEY, target TEXT NOT NULL, since TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE health (
        id TEXT PRIMARY KEY, source TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL, told_at TEXT NOT NULL,
        summary TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE published_files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID""",
)

INDEXES = (
    "CREATE INDEX runs_by_source ON runs(source, id)",
    "CREATE INDEX runs_open ON runs(state) WHERE state = 'open'",
    "CREATE INDEX pages_by_source ON pages(source, url, id)",
    "CREATE INDEX pages_unread ON pages(source) WHERE read_by IS NULL",
    "CREATE INDEX pages_derived ON pages(derived_from) WHERE derived_from IS NOT NULL",
    "CREATE INDEX reports_by_production ON reports(production_id, noticed_at)",
    "CREATE INDEX reports_by_run ON reports(run_id)",
    "CREATE INDEX reports_by_title ON reports(title)",
    "CREATE INDEX productions_by_key ON productions(key)",
    "CREATE INDEX productions_by_bare ON productions(bare)",
    "CREATE INDEX productions_by_near ON productions(near)",
    "CREATE INDEX productions_by_status ON productions(status)",
    "CREATE INDEX aliases_by_production ON aliases(production_id)",
    "CREATE INDEX links_by_production ON links(production_id)",
    "CREATE INDEX listings_by_production ON listings(production_id)",
    "CREATE INDEX listings_by_run ON listings(source, last_run)",
    "CREATE INDEX listings_by_page ON listings(page_id)",
    "CREATE INDEX changes_by_production ON changes(production_id)",
    "CREATE INDEX changes_by_time ON changes(state, published_at)",
    "CREATE INDEX changes_by_kind ON changes(kind, published_at)",
    "CREATE INDEX changes_by_noticed ON changes(noticed_at)",
    "CREATE INDEX changes_touched ON changes(touched_at)",
    "CREATE INDEX change_reports_by_report ON change_reports(report_id)",
)

VIEWS = (
    """CREATE VIEW currently_filming AS
        SELECT p.slug, p.title, p.season, p.medium, p.network, p.status_earliest AS since_earliest,
               p.status_latest AS since_latest,
               (SELECT group_concat(DISTINCT place) FROM reports r
                 WHERE r.production_id = p.id AND r.place IS NOT NULL AND r.event IN ('filming', 'started_filming')
                   AND r.modality = 'asserted') AS places
          FROM productions p WHERE p.status = 'filming' AND p.merged_into IS NULL""",
    """CREATE VIEW recent_changes AS
        SELECT c.published_at, c.kind, p.title, p.season, c.from_status, c.to_status, c.happened_earliest,
               c.happened_latest, c.support, c.state, c.summary, p.slug, c.id
          FROM changes c JOIN productions p ON p.id = c.production_id
         WHERE c.state IN ('published', 'withdrawn') ORDER BY c.published_at DESC""",
    """CREATE VIEW timeline AS
        SELECT p.slug, p.title, p.season, c.kind, c.to_status, coalesce(c.happened_earliest, c.noticed_at) AS day,
               c.happened_latest, c.state, c.support, c.summary, c.id
          FROM changes c JOIN productions p ON p.id = c.production_id ORDER BY p.slug, day""",
    """CREATE VIEW source_health AS
        SELECT s.slug, s.name, s.trust, r.state, r.reason, r.finished_at AS last_run, r.rows,
               (SELECT max(a.finished_at) FROM runs a
                 WHERE a.source = s.slug AND a.state = 'accepted') AS last_accepted,
               (SELECT max(p.first_seen) FROM pages p WHERE p.source = s.slug AND p.role <> 'index') AS last_new_page
          FROM sources s LEFT JOIN runs r
            ON r.id = (SELECT max(id) FROM runs WHERE source = s.slug AND state <> 'open')""",
)

SEARCH = (
    """CREATE VIRTUAL TABLE productions_fts USING fts5(
        title, network, content='productions', content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER productions_ai AFTER INSERT ON productions BEGIN
        INSERT INTO productions_fts(rowid, title, network) VALUES (new.id, new.title, new.network); END""",
    """CREATE TRIGGER productions_au AFTER UPDATE OF title, network ON productions BEGIN
        INSERT INTO productions_fts(productions_fts, rowid, title, network)
            VALUES ('delete', old.id, old.title, old.network);
        INSERT INTO productions_fts(rowid, title, network) VALUES (new.id, new.title, new.network); END""",
    """CREATE VIRTUAL TABLE reports_fts USING fts5(
        title, evidence, place, content='reports', content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER reports_ai AFTER INSERT ON reports BEGIN
        INSERT INTO reports_fts(rowid, title, evidence, place)
            VALUES (new.id, new.title, new.evidence, new.place); END""",
    """CREATE TRIGGER reports_ad AFTER DELETE ON reports BEGIN
        INSERT INTO reports_fts(reports_fts, rowid, title, evidence, place)
            VALUES ('delete', old.id, old.title, old.evidence, old.place); END""",
)


@migrations()
def m001_first_schema(db: Database) -> None:
    """Everything that version 0.1 knows."""
    for statement in (*TABLES, *INDEXES, *VIEWS, *SEARCH):
        db.execute(statement)


FEED_STATE = (
    """CREATE TABLE feeds (
        id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, title TEXT NOT NULL, digest TEXT NOT NULL DEFAULT '',
        entries INTEGER NOT NULL DEFAULT 0, pages INTEGER NOT NULL DEFAULT 0, rewrite_from INTEGER DEFAULT 0
    ) STRICT""",
    """CREATE TABLE feed_entries (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, published TEXT NOT NULL, updated TEXT NOT NULL,
        edited TEXT NOT NULL, state TEXT NOT NULL, title TEXT NOT NULL, content BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE feed_members (
        feed_id INTEGER NOT NULL REFERENCES feeds(id), entry_id INTEGER NOT NULL REFERENCES feed_entries(id),
        PRIMARY KEY (feed_id, entry_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE plans (
        production_id INTEGER NOT NULL REFERENCES productions(id), what TEXT NOT NULL, earliest TEXT NOT NULL,
        latest TEXT NOT NULL, state TEXT NOT NULL, sequence INTEGER NOT NULL, created TEXT NOT NULL,
        updated TEXT NOT NULL, first_change TEXT NOT NULL, last_change TEXT NOT NULL,
        PRIMARY KEY (production_id, what)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE notices (
        watch TEXT NOT NULL, change_id TEXT NOT NULL, target TEXT NOT NULL, state TEXT NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0, noted_at TEXT NOT NULL, sent_at TEXT, PRIMARY KEY (watch, change_id, target)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX productions_by_update ON productions(updated_at)",
    "CREATE INDEX runs_by_end ON runs(finished_at)",
    "CREATE INDEX feeds_to_write ON feeds(path) WHERE rewrite_from IS NOT NULL",
    "CREATE INDEX feed_entries_by_title ON feed_entries(title)",
    "CREATE INDEX feed_members_by_entry ON feed_members(entry_id)",
    "CREATE INDEX plans_by_day ON plans(earliest)",
    "CREATE INDEX notices_waiting ON notices(state) WHERE state = 'waiting'",
    "CREATE INDEX reports_unsure ON reports(run_id) WHERE modality IN ('rumoured', 'speculated')",
)


@migrations()
def m002_what_was_published(db: Database) -> None:
    """What the feeds have said: every entry as it was published, its feeds, the calendar, the messages sent."""
    for statement in FEED_STATE:
        db.execute(statement)


@migrations()
def m003_forecasts(db: Database) -> None:
    """What was foretold of a release, kept so that it can be scored when the truth comes."""
    db.execute(
        """CREATE TABLE forecasts (
            production_id INTEGER NOT NULL REFERENCES productions(id), made_at TEXT NOT NULL, milestone TEXT NOT NULL,
            earliest TEXT NOT NULL, median TEXT NOT NULL, latest TEXT NOT NULL, basis TEXT NOT NULL,
            comparables TEXT NOT NULL, withdrawn_at TEXT, released TEXT, PRIMARY KEY (production_id, made_at)
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX forecasts_open ON forecasts(production_id) WHERE withdrawn_at IS NULL")


@migrations()
def m004_second_looks(db: Database) -> None:
    """What still waits for the next run of its source is found without a pass over all reports."""
    db.execute(
        """CREATE INDEX reports_unconfirmed ON reports(source) WHERE confirmed_at IS NULL AND gone_at IS NULL
           AND (previous IS NOT NULL OR event IN ('cancelled', 'paused'))"""
    )
    db.execute("CREATE INDEX productions_merged ON productions(merged_into)")


@migrations()
def m005_spots(db: Database) -> None:
    """One place under its many names: the comparison form of a report's place, to find who was there before."""
    from pipeline.reading.places import place_key

    db.execute("ALTER TABLE reports ADD COLUMN spot TEXT")
    named = [row["place"] for row in db.query("SELECT DISTINCT place FROM reports WHERE place IS NOT NULL")]
    for place in named:
        db.execute("UPDATE reports SET spot = ? WHERE place = ?", (place_key(place), place))
    db.execute("CREATE INDEX reports_by_spot ON reports(spot) WHERE spot IS NOT NULL")


@migrations()
def m006_the_past(db: Database) -> None:
    """What an archive holds of a source, and how far it was read; runs of the past say nothing of a source's health."""
    db.execute(
        """CREATE TABLE captures (
            source TEXT NOT NULL, url TEXT NOT NULL, captured_at TEXT NOT NULL, state TEXT NOT NULL,
            detail TEXT NOT NULL DEFAULT '', PRIMARY KEY (source, captured_at, url)
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute("DROP VIEW source_health")
    db.execute(
        """CREATE VIEW source_health AS
            SELECT s.slug, s.name, s.trust, r.state, r.reason, r.finished_at AS last_run, r.rows,
                   (SELECT max(a.finished_at) FROM runs a
                     WHERE a.source = s.slug AND a.state = 'accepted') AS last_accepted,
                   (SELECT max(p.first_seen) FROM pages p
                     WHERE p.source = s.slug AND p.role <> 'index') AS last_new_page
              FROM sources s LEFT JOIN runs r ON r.id = (
                   SELECT max(id) FROM runs WHERE source = s.slug AND state NOT IN ('open', 'history'))"""
    )


@migrations()
def m007_chains(db: Database) -> None:
    """Who stands between a report and the origin that it credits: "according to A, via B"."""
    db.execute("ALTER TABLE reports ADD COLUMN through TEXT")


STALE_PAGES = (
    "CREATE TABLE stale_pages (production_id INTEGER PRIMARY KEY) STRICT",
    *(
        f"""CREATE TRIGGER stale_{name} AFTER {event} ON {table} WHEN {row} IS NOT NULL BEGIN
            INSERT INTO stale_pages SELECT {row} WHERE {row} NOT IN (SELECT production_id FROM stale_pages); END"""
        for name, event, table, row in (
            ("productions_ai", "INSERT", "productions", "new.id"),
            ("productions_au", "UPDATE", "productions", "new.id"),
            ("changes_ai", "INSERT", "changes", "new.production_id"),
            ("changes_au", "UPDATE", "changes", "new.production_id"),
            ("changes_ad", "DELETE", "changes", "old.production_id"),
            ("reports_ai", "INSERT", "reports", "new.production_id"),
            ("reports_au", "UPDATE OF production_id", "reports", "new.production_id"),
        )
    ),
    """CREATE INDEX productions_of_status ON productions(status, coalesce(status_latest, ''), id)
        WHERE merged_into IS NULL""",
)


@migrations()
def m008_pages_to_make(db: Database) -> None:
    """Which productions' pages may show something new is noted as it is written, not found again by the clock: pages of
    the newest second were made anew by every publication until something else happened."""
    for statement in STALE_PAGES:
        db.execute(statement)
    db.execute("DELETE FROM marks WHERE name IN ('pages.0', 'pages.1', 'pages.2')")
    db.execute("INSERT OR REPLACE INTO marks (name, value) VALUES ('pages.every', '1')")


LISTS = (
    """CREATE TABLE site_shares (
        production_id INTEGER NOT NULL, what TEXT NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL, c TEXT NOT NULL,
        n INTEGER NOT NULL, PRIMARY KEY (production_id, what, a, b, c)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE site_tallies (
        what TEXT NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL, c TEXT NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (what, a, b, c)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE site_places (
        production_id INTEGER NOT NULL, slug TEXT NOT NULL, report_id INTEGER NOT NULL, at TEXT NOT NULL,
        depth INTEGER NOT NULL, names TEXT NOT NULL, PRIMARY KEY (production_id, slug)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE site_titles (production_id INTEGER PRIMARY KEY, key TEXT NOT NULL) STRICT""",
    "CREATE INDEX site_places_by_time ON site_places(slug, at, report_id)",
    "CREATE INDEX site_places_by_names ON site_places(slug, depth DESC, names)",
    "CREATE INDEX site_titles_by_key ON site_titles(key)",
    """CREATE INDEX productions_on_board ON productions(status, coalesce(status_latest, ''), id)
        WHERE merged_into IS NULL""",
    "CREATE INDEX changes_planned ON changes(planned_latest) WHERE planned_latest IS NOT NULL",
    "CREATE INDEX changes_updated ON changes(state, updated_at)",
    "CREATE TABLE stale_sources (source TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    "CREATE TABLE stale_feeds (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    """CREATE TRIGGER stale_feeds_ai AFTER INSERT ON feeds BEGIN
        INSERT INTO stale_feeds SELECT new.path WHERE new.path NOT IN (SELECT path FROM stale_feeds); END""",
    *(
        f"""CREATE TRIGGER stale_{name} AFTER {event} ON {table} BEGIN INSERT INTO stale_pages
            SELECT {column} WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT production_id FROM stale_pages);
            END"""
        for name, event, table, column in (
            ("reports_moved", "UPDATE OF production_id", "reports", "old.production_id"),
            ("reports_gone", "UPDATE OF gone_at", "reports", "new.production_id"),
            ("changes_moved", "UPDATE OF production_id", "changes", "old.production_id"),
            ("aliases_ai", "INSERT", "aliases", "new.production_id"),
            ("aliases_ad", "DELETE", "aliases", "old.production_id"),
            ("links_ai", "INSERT", "links", "new.production_id"),
            ("links_au", "UPDATE OF production_id", "links", "new.production_id"),
            ("links_moved", "UPDATE OF production_id", "links", "old.production_id"),
            ("forecasts_ai", "INSERT", "forecasts", "new.production_id"),
            ("forecasts_au", "UPDATE", "forecasts", "new.production_id"),
        )
    ),
    *(
        f"""CREATE TRIGGER stale_{table}_{name} AFTER {event} ON {table} BEGIN
            INSERT INTO stale_sources SELECT new.source WHERE new.source NOT IN (SELECT source FROM stale_sources);
            END"""
        for table in ("runs", "issues")
        for name, event in (("ai", "INSERT"), ("au", "UPDATE"))
    ),
    *(
        f"""CREATE TRIGGER stale_redirects_{name} AFTER {event} ON redirects BEGIN
            INSERT INTO stale_pages SELECT id FROM productions
             WHERE slug = new.target AND id NOT IN (SELECT production_id FROM stale_pages); END"""
        for name, event in (("ai", "INSERT"), ("au", "UPDATE"))
    ),
    """CREATE TRIGGER stale_evidence_ai AFTER INSERT ON change_reports BEGIN INSERT INTO stale_pages
        SELECT production_id FROM changes WHERE id = new.change_id
           AND production_id NOT IN (SELECT production_id FROM stale_pages); END""",
    """CREATE TRIGGER stale_evidence_ad AFTER DELETE ON change_reports BEGIN INSERT INTO stale_pages
        SELECT production_id FROM changes WHERE id = old.change_id
           AND production_id NOT IN (SELECT production_id FROM stale_pages); END""",
    """CREATE TRIGGER stale_sources_ai AFTER INSERT ON sources BEGIN
        INSERT INTO stale_sources SELECT new.slug WHERE new.slug NOT IN (SELECT source FROM stale_sources); END""",
    """CREATE TRIGGER stale_everything AFTER UPDATE ON sources
        WHEN (old.name, old.kind, old.trust, old.complete, old.homepage, old.licence, old.attribution, old.quote)
          IS NOT (new.name, new.kind, new.trust, new.complete, new.homepage, new.licence, new.attribution, new.quote)
        BEGIN INSERT OR REPLACE INTO marks (name, value) VALUES ('pages.every', '1'); END""",
)


@migrations()
def m009_lists_of_pages(db: Database) -> None:
    """What each production adds to the lists, counts and pictures of the site, kept, so that a publication counts what
    is new; and what else makes a page stale: names, forecasts, a report that is gone, a source's runs."""
    for statement in LISTS:
        db.execute(statement)
    db.execute("INSERT OR REPLACE INTO marks (name, value) VALUES ('pages.every', '1')")


@migrations()
def m010_ties(db: Database) -> None:
    """Which productions are to be shot after one whose reports are new is found without a pass over all reports."""
    db.execute("CREATE INDEX reports_tied ON reports(related, production_id) WHERE related IS NOT NULL")


@migrations()
def m011_networks(db: Database) -> None:
    """Which season a tie names, and which network a report tells of: so that a network has sources, as all else has."""
    from pipeline.networks import keep

    db.execute("ALTER TABLE reports ADD COLUMN related_season INTEGER")
    db.execute("ALTER TABLE reports ADD COLUMN network TEXT")
    sql = """SELECT DISTINCT r.production_id AS id FROM reports r JOIN sources s ON s.slug = r.source
              WHERE s.trust = 3 AND r.production_id IS NOT NULL"""
    for row in list(db.query(sql)):
        keep(db, row["id"])


@migrations()
def m012_newest_pages(db: Database) -> None:
    """When a source's newest page came is found without a pass over all of its pages; and what each production adds to
    the pictures is counted again, since those without a network count too."""
    db.execute("INSERT OR REPLACE INTO marks (name, value) VALUES ('pages.every', '1')")
    db.execute("CREATE INDEX pages_newest ON pages(source, first_seen) WHERE role <> 'index'")
