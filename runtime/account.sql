-- A user's own book: what was spent from which project, what is set aside for runs under way, and what was agreed to.
PRAGMA application_id = 0x626E6E61;            -- 'bnna'
PRAGMA user_version = 1;
CREATE TABLE project(                          -- a project in which something was paid for
  root TEXT PRIMARY KEY, home TEXT NOT NULL,   -- its folder, and the folder of its ledger when it was last run
  board TEXT NOT NULL, last TEXT NOT NULL) WITHOUT ROWID;       -- what was run last, and when
CREATE TABLE run(                              -- a run that could cost money: its ledger has the truth, this is what was known last
  run TEXT PRIMARY KEY,                        -- ULID, as in the ledger; runs/<run>.lock beside this file is held for its whole life
  home TEXT NOT NULL, board TEXT NOT NULL, started TEXT NOT NULL,
  allowed INTEGER CHECK(allowed >= 0),         -- nano-dollars set aside while it lives; NULL: it has ended, and `spent` counts
  spent INTEGER NOT NULL CHECK(spent >= 0)) WITHOUT ROWID;
CREATE INDEX run_started ON run(started);
CREATE TABLE consent(                          -- a yes at the terminal: so much may this board cost on the engines of this maker
  root TEXT NOT NULL, board TEXT NOT NULL, maker TEXT NOT NULL,
  budget INTEGER NOT NULL CHECK(budget >= 0), given TEXT NOT NULL, PRIMARY KEY(root, board, maker)) WITHOUT ROWID;
