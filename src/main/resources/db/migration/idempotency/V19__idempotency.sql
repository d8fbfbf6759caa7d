-- What a request with an Idempotency-Key has come to; brand_id is all zeros for those of the operator. Without a status it is under way, and expires_at is how long its
-- process may be silent; with one it is answered, and expires_at is how long the answer is kept.
CREATE TABLE idempotency_key (
    brand_id uuid NOT NULL,
    key text COLLATE "C" NOT NULL,
    attempt uuid NOT NULL,
    expires_at timestamptz NOT NULL,
    fingerprint bytea,
    status smallint,
    location text,
    -- The answer's body, encrypted; null for none.
    body bytea,
    PRIMARY KEY (brand_id, key)
);

CREATE INDEX idempotency_key_expires_at ON idempotency_key (expires_at);

CREATE INDEX idempotency_key_under_way ON idempotency_key (attempt) WHERE status IS NULL;
