ALTER TABLE data_connection
    -- The upload that was published last, and how many records it wrote; null before the first.
    ADD COLUMN last_upload_at timestamptz,
    ADD COLUMN last_upload_rows bigint;
