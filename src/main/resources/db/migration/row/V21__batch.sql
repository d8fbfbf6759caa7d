ALTER TABLE batch
    -- Which fields its rows have: nobody is told of them before the batch is published.
    ADD COLUMN fields jsonb NOT NULL DEFAULT '{}',
    -- Up to which of its rows it is deleted. Once this is set, the batch exists for nobody any more.
    ADD COLUMN dropped_up_to bigint;
