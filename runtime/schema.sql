-- The ledger: every request that was ever sent, and every picture that came of one. Nothing in it is forgotten.
PRAGMA application_id = 0x626E6E31;            -- 'bnn1'
PRAGMA user_version = 1;
-- Every connection sets: journal_mode=TRUNCATE, synchronous=FULL, fullfsync=ON, foreign_keys=ON, trusted_schema=OFF, cell_size_check=ON, mmap_size=0, busy_timeout=10000
CREATE TABLE run(                              -- one process that may send
  run TEXT PRIMARY KEY,                        -- ULID; runs/<run>.lock is held (flock) for its whole life
  board TEXT, command TEXT NOT NULL, version TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL,
  ceiling INTEGER CHECK(ceiling >= 0),         -- --max-cost, nano-dollars; NULL: none
  spent INTEGER NOT NULL DEFAULT 0,            -- running total of `holds`, kept by triggers, checked against the sum at open
  started TEXT NOT NULL, ended TEXT);          -- wall clock: shown to people, never compared
CREATE TABLE board(                            -- budget and consent, by file
  board TEXT PRIMARY KEY,                      -- path relative to the root, NFC, '/'
  title TEXT, budget INTEGER CHECK(budget >= 0), spent INTEGER NOT NULL DEFAULT 0,
  consent INTEGER);                            -- the budget that a person has said yes to; NULL: ask
CREATE TABLE manifest(digest TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK(kind IN('said','seen','sent')), json BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE picture(                          -- bytes in the store: made, given, or brought in by hand
  sha256 TEXT PRIMARY KEY, mime TEXT NOT NULL, bytes INTEGER NOT NULL, width INTEGER, height INTEGER,
  state TEXT NOT NULL DEFAULT 'here' CHECK(state IN('here','dropped','damaged'))) WITHOUT ROWID;
CREATE TABLE job(                              -- a batch job; the row is committed before the job is created
  job TEXT PRIMARY KEY, run TEXT NOT NULL REFERENCES run, maker TEXT NOT NULL, account TEXT NOT NULL, display_name TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK(state IN('creating','open','fetched','failed','lost')), name TEXT UNIQUE, input TEXT, fetch_by TEXT);
CREATE TABLE attempt(                          -- one request on the wire, or one line of a batch; never deleted
  attempt TEXT PRIMARY KEY,                    -- ULID; also the batch key and the name in inbox/
  seq INTEGER NOT NULL UNIQUE,                 -- order; clocks are not order
  run TEXT NOT NULL REFERENCES run, board TEXT NOT NULL REFERENCES board, address TEXT NOT NULL, take INTEGER NOT NULL CHECK(take >= 1),
  maker TEXT NOT NULL, model TEXT NOT NULL, account TEXT,
  said TEXT NOT NULL REFERENCES manifest, seen TEXT NOT NULL REFERENCES manifest, sent TEXT NOT NULL REFERENCES manifest,
  job TEXT REFERENCES job, retry_of TEXT REFERENCES attempt,
  state TEXT NOT NULL CHECK(state IN('sending','kept','refused','failed','lost')),
  expect INTEGER, most INTEGER, cost INTEGER,  -- nano-dollars; NULL: unknown, never 0
  billed TEXT CHECK(billed IN('yes','no','unknown')), holds INTEGER NOT NULL,   -- what it counts against ceilings: most, then cost, or 0 when not billed
  reason TEXT, text TEXT, usage TEXT, price_as_of TEXT, seconds REAL, sent_at TEXT NOT NULL, ended_at TEXT,
  CHECK((state = 'sending') = (ended_at IS NULL)),
  CHECK(state <> 'lost' OR (billed = 'unknown' AND holds = COALESCE(most, 0))));
CREATE INDEX attempt_call ON attempt(maker, said, seen, state);
CREATE INDEX attempt_open ON attempt(run) WHERE state = 'sending';
CREATE TABLE made(                             -- what an answer held; an answer can hold several pictures
  attempt TEXT NOT NULL REFERENCES attempt, part INTEGER NOT NULL, sha256 TEXT NOT NULL REFERENCES picture, PRIMARY KEY(attempt, part)) WITHOUT ROWID;
CREATE TABLE placed(                           -- the pictures an address has had, under which words and pictures
  board TEXT NOT NULL REFERENCES board, address TEXT NOT NULL, maker TEXT NOT NULL, said TEXT NOT NULL REFERENCES manifest, seen TEXT NOT NULL REFERENCES manifest,
  take INTEGER NOT NULL CHECK(take >= 1), sha256 TEXT NOT NULL REFERENCES picture, attempt TEXT REFERENCES attempt, seq INTEGER NOT NULL,
  PRIMARY KEY(board, address, maker, said, seen, take)) WITHOUT ROWID;          -- no UNIQUE on sha256: a model may answer with the same bytes twice
CREATE INDEX placed_said ON placed(board, maker, said);
CREATE TABLE upload(maker TEXT NOT NULL, account TEXT NOT NULL, sha256 TEXT NOT NULL, uri TEXT NOT NULL, expires TEXT NOT NULL, PRIMARY KEY(maker, account, sha256)) WITHOUT ROWID;
CREATE TRIGGER attempt_adds AFTER INSERT ON attempt BEGIN
  UPDATE board SET spent = spent + NEW.holds WHERE board = NEW.board; UPDATE run SET spent = spent + NEW.holds WHERE run = NEW.run; END;
CREATE TRIGGER attempt_settles AFTER UPDATE OF holds ON attempt BEGIN
  UPDATE board SET spent = spent + NEW.holds - OLD.holds WHERE board = NEW.board; UPDATE run SET spent = spent + NEW.holds - OLD.holds WHERE run = NEW.run; END;
CREATE TRIGGER attempt_once BEFORE UPDATE OF state ON attempt WHEN NOT(OLD.state = 'sending' OR (OLD.state = 'lost' AND NEW.state IN('kept','refused','failed')))
  BEGIN SELECT RAISE(ABORT, 'an attempt ends once'); END;
CREATE TRIGGER attempt_same BEFORE UPDATE OF seq, run, board, address, take, maker, model, said, seen, sent, most ON attempt BEGIN SELECT RAISE(ABORT, 'what was sent stays what it was'); END;
CREATE TRIGGER attempt_stays BEFORE DELETE ON attempt BEGIN SELECT RAISE(ABORT, 'the ledger forgets nothing'); END;
CREATE TRIGGER made_stays BEFORE DELETE ON made BEGIN SELECT RAISE(ABORT, 'the ledger forgets nothing'); END;
CREATE TRIGGER placed_stays BEFORE DELETE ON placed BEGIN SELECT RAISE(ABORT, 'the ledger forgets nothing'); END;
