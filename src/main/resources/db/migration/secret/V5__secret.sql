-- Tells at start whether the encryption key is the one that the secrets in this database were encrypted with.
CREATE TABLE encryption_check (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    sealed bytea NOT NULL
);
