ALTER TABLE data_connection
    -- What describes the external API, encrypted; null for an upload-based connection.
    ADD COLUMN external_api bytea,
    -- Grows with every change of the API and with every purge of its answers: older ones are never given again.
    ADD COLUMN generation bigint NOT NULL DEFAULT 0;
