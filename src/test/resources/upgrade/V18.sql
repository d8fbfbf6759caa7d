-- What migrations 10, 14 and 18 have more: a key that may look up only and when it was used, a connection's last upload,
-- and the structure of an API's answers.
INSERT INTO api_key (id, account_id, prefix, key_hash, created_at, expires_at, revoked_at, name, scope)
    VALUES ('3b0f7c1e-52a6-4c0b-9b6c-0d2f5f6a7e11', 'a6819867-7974-4e57-8a59-d15f409d3258', 'dc_QnJhb', '\x7e3100fad5d6d2f2adf7cc6f0f71cf1a1cdcf72e002593f277d45dc30a9cedbc', '2026-11-25 12:00:18.176128+00', NULL, NULL, 'Mail system', 'query');
INSERT INTO api_key_use (api_key_id, last_used_at)
    VALUES ('3b0f7c1e-52a6-4c0b-9b6c-0d2f5f6a7e11', '2026-11-25 12:34:56.789012+00');
INSERT INTO data_connection (id, brand_id, name, description, primary_key, record_count, version, created_at, updated_at, deleted_at, external_api, generation, last_upload_at, last_upload_rows)
    VALUES ('01a2125d-2045-7ebe-b138-7aa633d4c6c6', '99ec9348-834d-40e0-a5df-c13a77bc4042', 'Orders', NULL, 'order_id', 1, 0, '2026-11-25 12:00:19.628673+00', '2026-11-25 12:00:19.628673+00', NULL, NULL, 0, '2026-11-25 12:00:20.616839+00', 7);
INSERT INTO row (connection_id, key, data, expires_at)
    VALUES ('01a2125d-2045-7ebe-b138-7aa633d4c6c6', 'A-1', '{"order_id": "A-1"}', NULL);
INSERT INTO answer_structure (connection_id, generation, fields)
    VALUES ('01a2125d-154c-72e5-9e57-d58f671ca8c0', 0, '[{"name":"stra\u00dfe","types":["string"],"nullable":true,"example":null},{"name":"points","types":["integer","number"],"nullable":false,"example":null}]');
