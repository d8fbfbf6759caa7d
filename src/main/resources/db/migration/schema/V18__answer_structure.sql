-- The structure of the last answer of each API: names and types, no values.
CREATE TABLE answer_structure (
    connection_id uuid PRIMARY KEY REFERENCES data_connection ON DELETE CASCADE,
    -- Of the connection when the answer came: an answer to older details does not replace one to newer.
    generation bigint NOT NULL,
    -- Not jsonb, which has no place for every name that JSON allows.
    fields json NOT NULL
);
