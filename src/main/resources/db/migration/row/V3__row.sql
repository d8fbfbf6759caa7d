-- A record of an upload-based connection. There is no foreign key to data_connection: the check would
-- cost every row of an upload, and the publishing transaction counts its rows on the connection anyway,
-- which fails once the connection is deleted.
CREATE TABLE row (
    connection_id uuid NOT NULL,
    key text COLLATE "C" NOT NULL,
    data jsonb NOT NULL,
    expires_at timestamptz,
    PRIMARY KEY (connection_id, key)
);

CREATE INDEX row_expiry ON row (connection_id, expires_at) WHERE expires_at IS NOT NULL;

-- What is known of a connection's rows without reading them.
CREATE TABLE row_summary (
    connection_id uuid PRIMARY KEY,
    earliest_expiry timestamptz,
    fields jsonb NOT NULL
);

CREATE INDEX row_summary_earliest_expiry ON row_summary (earliest_expiry) WHERE earliest_expiry IS NOT NULL;

-- An upload of several requests that is not completed yet; its rows are in staged_row, seen by no reader.
CREATE TABLE batch (
    connection_id uuid NOT NULL,
    batch_uuid uuid NOT NULL,
    touched_at timestamptz NOT NULL,
    PRIMARY KEY (connection_id, batch_uuid)
);

CREATE INDEX batch_touched_at ON batch (touched_at);

CREATE TABLE staged_row (
    connection_id uuid NOT NULL,
    batch_uuid uuid NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    key text COLLATE "C" NOT NULL,
    data jsonb NOT NULL,
    ttl_seconds bigint,
    PRIMARY KEY (connection_id, batch_uuid, seq)
);
