-- Why these values, and what they were measured with: docs/adr/0017-storage-of-rows.md.
ALTER TABLE row SET (
    -- Room on each page for the next version of a few of its records: it then needs no new index entry.
    fillfactor = 90,
    -- A fifth of a large table, which is the default, is too much to leave dead, or unknown to the planner.
    autovacuum_vacuum_scale_factor = 0.05,
    autovacuum_vacuum_insert_scale_factor = 0.05,
    autovacuum_analyze_scale_factor = 0.05
);
