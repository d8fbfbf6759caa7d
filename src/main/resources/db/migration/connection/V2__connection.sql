CREATE TABLE data_connection (
    id uuid PRIMARY KEY,
    brand_id uuid NOT NULL REFERENCES brand,
    name text NOT NULL,
    description text,
    primary_key text NOT NULL,
    record_count bigint NOT NULL DEFAULT 0,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    -- Set once the connection is deleted: unreachable from then on, its rows are purged in the background.
    deleted_at timestamptz
);

CREATE INDEX data_connection_newest ON data_connection (brand_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;

CREATE INDEX data_connection_deleted ON data_connection (deleted_at) WHERE deleted_at IS NOT NULL;
