CREATE TABLE account (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE brand (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account,
    name text NOT NULL,
    brand_key text NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (account_id, brand_key)
);

-- The key itself is stored nowhere: key_hash is its SHA-256, prefix its first characters.
CREATE TABLE api_key (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account,
    prefix text NOT NULL,
    key_hash bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz
);
