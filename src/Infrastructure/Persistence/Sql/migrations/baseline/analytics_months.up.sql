-- Not a bare select: `db script` wraps everything in a PL/pgSQL block, which would not know where its answer should go.
do $$ begin perform ensure_event_partitions(3); end $$;
