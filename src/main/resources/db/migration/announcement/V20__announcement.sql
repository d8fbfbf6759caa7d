-- What replicas remember of keys and connections is forgotten when it changes, whoever changes it: each such
-- transaction announces on this channel what it has changed, by ids alone, and is heard once it is committed.
-- Nothing is announced of what is added, since nobody remembers what there is not.
CREATE FUNCTION announce_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('data_connections', 'key');
    RETURN NULL;
END $$;

CREATE FUNCTION announce_connection() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('data_connections', 'connection ' || OLD.brand_id || ' ' || OLD.id);
    RETURN NULL;
END $$;

CREATE TRIGGER announce_key
    AFTER UPDATE OR DELETE OR TRUNCATE ON api_key
    FOR EACH STATEMENT EXECUTE FUNCTION announce_key();

CREATE TRIGGER announce_brand
    AFTER UPDATE OR DELETE OR TRUNCATE ON brand
    FOR EACH STATEMENT EXECUTE FUNCTION announce_key();

-- Not for record_count, which every upload changes.
CREATE TRIGGER announce_change
    AFTER UPDATE OF brand_id, primary_key, external_api, generation, deleted_at ON data_connection
    FOR EACH ROW
    WHEN ((OLD.brand_id, OLD.primary_key, OLD.external_api, OLD.generation, OLD.deleted_at)
        IS DISTINCT FROM (NEW.brand_id, NEW.primary_key, NEW.external_api, NEW.generation, NEW.deleted_at))
    EXECUTE FUNCTION announce_connection();

CREATE TRIGGER announce_removal
    AFTER DELETE ON data_connection
    FOR EACH ROW EXECUTE FUNCTION announce_connection();
