-- The state of an audit; described in docs/audit.md.

-- What the state is of: schema, repository, and the request of the last run as JSON.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Commits. Those of the last run's branches have a position, oldest first.
CREATE TABLE commits (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  position INTEGER,
  selected INTEGER NOT NULL DEFAULT 0,  -- by the last run's --since, --until and --author
  walked INTEGER NOT NULL DEFAULT 0,    -- its edits and marks are here
  scan INTEGER REFERENCES scans(id),    -- what its lines were last scanned with
  parents INTEGER,
  author TEXT,
  address TEXT,
  author_time INTEGER,                  -- seconds since 1970
  author_zone INTEGER,                  -- minutes east of UTC
  committer TEXT,
  committer_time INTEGER,
  subject TEXT
);
CREATE INDEX commits_by_position ON commits (position);

CREATE TABLE paths (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE
);

-- What a commit does to a file, by git's ids of the contents.
CREATE TABLE edits (
  commit_id INTEGER NOT NULL REFERENCES commits(id),
  ordinal INTEGER NOT NULL,
  path_id INTEGER NOT NULL REFERENCES paths(id),
  old_path_id INTEGER REFERENCES paths(id),
  kind TEXT NOT NULL,                   -- ADDED MODIFIED DELETED RENAMED COPIED SUBMODULE LINK
  blob TEXT NOT NULL,                   -- '' where the file is gone
  old_blobs TEXT NOT NULL,              -- one a parent, '-' where it has none
  PRIMARY KEY (commit_id, ordinal)
) WITHOUT ROWID;
CREATE INDEX edits_by_old_path ON edits (old_path_id) WHERE old_path_id IS NOT NULL;

-- Signs of AI. `beside` ones are not of the commit itself and are read anew by each run.
CREATE TABLE marks (
  commit_id INTEGER NOT NULL REFERENCES commits(id),
  beside INTEGER NOT NULL,
  sign TEXT NOT NULL,
  tool TEXT NOT NULL,
  strength INTEGER NOT NULL,            -- 0 to 100
  source TEXT NOT NULL,
  evidence TEXT NOT NULL,
  PRIMARY KEY (commit_id, sign, tool, evidence)
) WITHOUT ROWID;

-- Lines that a tool is recorded to have written.
CREATE TABLE ai_lines (
  commit_id INTEGER NOT NULL REFERENCES commits(id),
  path TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  tool TEXT NOT NULL,
  source TEXT NOT NULL
);
CREATE INDEX ai_lines_by_commit ON ai_lines (commit_id, path);

-- What was not read while walking. `hash` is a commit, or '' for the repository.
CREATE TABLE walk_faults (
  hash TEXT NOT NULL,
  text TEXT NOT NULL,
  incomplete INTEGER NOT NULL,
  PRIMARY KEY (hash, text)
) WITHOUT ROWID;

-- An index with parameters, policy and tool: what a scan depends on.
CREATE TABLE scans (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,             -- SHA-256
  description TEXT NOT NULL             -- JSON, for reports
);

-- Contents all of whose lines were scanned, by where they came to lie.
CREATE TABLE contents (
  scan_id INTEGER NOT NULL REFERENCES scans(id),
  digest BLOB NOT NULL,                 -- of the blob, its language and its place in the policy
  PRIMARY KEY (scan_id, digest)
) WITHOUT ROWID;

-- Added regions, each scanned once.
CREATE TABLE regions (
  id INTEGER PRIMARY KEY,
  scan_id INTEGER NOT NULL REFERENCES scans(id),
  digest BLOB NOT NULL,                 -- of its lines without white space, language and place
  UNIQUE (scan_id, digest)
);

-- Where each region was added.
CREATE TABLE hunks (
  region_id INTEGER NOT NULL REFERENCES regions(id),
  commit_id INTEGER NOT NULL REFERENCES commits(id),
  path_id INTEGER NOT NULL REFERENCES paths(id),
  first_line INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  added INTEGER NOT NULL,
  PRIMARY KEY (region_id, commit_id, path_id, first_line)
) WITHOUT ROWID;
CREATE INDEX hunks_by_commit ON hunks (commit_id, path_id);

-- What scanning a commit came to.
CREATE TABLE scanned (
  scan_id INTEGER NOT NULL REFERENCES scans(id),
  commit_id INTEGER NOT NULL REFERENCES commits(id),
  hunks INTEGER NOT NULL,               -- scanned now
  known INTEGER NOT NULL,               -- scanned before
  lines INTEGER NOT NULL,               -- added lines of those scanned now
  too_short INTEGER NOT NULL,
  PRIMARY KEY (scan_id, commit_id)
) WITHOUT ROWID;

-- What of a commit was not scanned.
CREATE TABLE unchecked (
  scan_id INTEGER NOT NULL REFERENCES scans(id),
  commit_id INTEGER NOT NULL REFERENCES commits(id),
  path TEXT NOT NULL,
  reason TEXT NOT NULL,
  incomplete INTEGER NOT NULL,          -- code that should have been
  PRIMARY KEY (scan_id, commit_id, path, reason)
) WITHOUT ROWID;

-- Findings where they were seen; one finding can be seen in several commits.
CREATE TABLE sightings (
  scan_id INTEGER NOT NULL REFERENCES scans(id),
  commit_id INTEGER NOT NULL REFERENCES commits(id),
  ordinal INTEGER NOT NULL,
  finding TEXT NOT NULL,                -- the content fingerprint, hex
  path TEXT NOT NULL,
  first_line INTEGER NOT NULL,
  last_line INTEGER NOT NULL,
  severity TEXT NOT NULL,
  score REAL NOT NULL,
  fails INTEGER NOT NULL,
  ring TEXT NOT NULL,
  category TEXT NOT NULL,
  license TEXT NOT NULL,                -- '' where none is stated
  work TEXT NOT NULL,
  origin_path TEXT NOT NULL,
  json TEXT NOT NULL,                   -- the finding as the JSON report has it
  PRIMARY KEY (scan_id, commit_id, ordinal)
) WITHOUT ROWID;
CREATE INDEX sightings_by_finding ON sightings (scan_id, finding);

-- What became of a finding: survival, tags, dependents, rollback.
CREATE TABLE answers (
  finding TEXT NOT NULL PRIMARY KEY,
  key TEXT NOT NULL,                    -- what it was answered from
  json TEXT NOT NULL,
  patch BLOB NOT NULL                   -- takes its lines out at the commit that was asked about
) WITHOUT ROWID;
