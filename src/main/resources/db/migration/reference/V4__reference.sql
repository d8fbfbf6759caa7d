CREATE TABLE reference (
    id uuid PRIMARY KEY,
    connection_id uuid NOT NULL REFERENCES data_connection ON DELETE CASCADE,
    reference_type text NOT NULL,
    reference_id text NOT NULL,
    name text,
    created_at timestamptz NOT NULL,
    UNIQUE (connection_id, reference_type, reference_id)
);
