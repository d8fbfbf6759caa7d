-- A key from before may do everything, as it could.
ALTER TABLE api_key
    ADD COLUMN name text NOT NULL DEFAULT 'first key',
    ADD COLUMN scope text NOT NULL DEFAULT 'manage' CHECK (scope IN ('query', 'manage'));

CREATE INDEX api_key_account ON api_key (account_id);

-- Apart from api_key, which then changes only when what it lets in changes.
CREATE TABLE api_key_use (
    api_key_id uuid PRIMARY KEY REFERENCES api_key ON DELETE CASCADE,
    last_used_at timestamptz NOT NULL
);
