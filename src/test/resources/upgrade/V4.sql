-- What the first release (migrations 1 to 4) has in its database after an upload with and without an end, a part
-- of a batch, and a reference.
INSERT INTO account (id, name, created_at)
    VALUES ('a6819867-7974-4e57-8a59-d15f409d3258', 'default', '2026-11-25 11:00:18.176128+00');
INSERT INTO brand (id, account_id, name, brand_key, created_at)
    VALUES ('99ec9348-834d-40e0-a5df-c13a77bc4042', 'a6819867-7974-4e57-8a59-d15f409d3258', 'test-brand-key', 'test-brand-key', '2026-11-25 11:00:18.176128+00');
INSERT INTO api_key (id, account_id, prefix, key_hash, created_at, expires_at, revoked_at)
    VALUES ('16d8ac8a-148a-4797-9e39-e33f6b59a933', 'a6819867-7974-4e57-8a59-d15f409d3258', 'test-api', '\x404ecefd95a405760c835078cbc43c7901ad7ac2d36c878d5c10062c8e5d29c8', '2026-11-25 11:00:18.176128+00', NULL, NULL);
INSERT INTO data_connection (id, brand_id, name, description, primary_key, record_count, version, created_at, updated_at, deleted_at)
    VALUES ('01a2125d-1045-7ebe-b138-7aa633d4c6c6', '99ec9348-834d-40e0-a5df-c13a77bc4042', 'Customers', 'of the first release', 'user_id', 3, 0, '2026-11-25 11:00:18.628673+00', '2026-11-25 11:00:18.628673+00', NULL);
INSERT INTO row (connection_id, key, data, expires_at)
    VALUES ('01a2125d-1045-7ebe-b138-7aa633d4c6c6', '54490', '{"city": "London", "points": 123456789012345678901234567890.10, "user_id": 54490}', NULL);
INSERT INTO row (connection_id, key, data, expires_at)
    VALUES ('01a2125d-1045-7ebe-b138-7aa633d4c6c6', 'é', '{"city": null, "list": [1, {"a": true}], "user_id": "é"}', NULL);
INSERT INTO row (connection_id, key, data, expires_at)
    VALUES ('01a2125d-1045-7ebe-b138-7aa633d4c6c6', 'expired', '{"user_id": "expired"}', '2020-11-25 11:00:20.616839+00');
INSERT INTO row_summary (connection_id, earliest_expiry, fields)
    VALUES ('01a2125d-1045-7ebe-b138-7aa633d4c6c6', '2020-11-25 11:00:20.616839+00', '{"city": ["STRING", "NULL"], "list": ["ARRAY"], "points": ["NUMBER"], "user_id": ["STRING", "INTEGER"]}');
INSERT INTO batch (connection_id, batch_uuid, touched_at)
    VALUES ('01a2125d-1045-7ebe-b138-7aa633d4c6c6', '0190a5a0-0000-7000-8000-000000000001', '2026-11-25 11:00:19.6517+00');
INSERT INTO staged_row (connection_id, batch_uuid, key, data, ttl_seconds)
    VALUES ('01a2125d-1045-7ebe-b138-7aa633d4c6c6', '0190a5a0-0000-7000-8000-000000000001', 'open', '{"user_id": "open"}', NULL);
INSERT INTO reference (id, connection_id, reference_type, reference_id, name, created_at)
    VALUES ('01a2125d-1472-7c2d-86f5-34890d558215', '01a2125d-1045-7ebe-b138-7aa633d4c6c6', 'mail', '4711', 'Spring sale', '2026-11-25 11:00:19.698879+00');
