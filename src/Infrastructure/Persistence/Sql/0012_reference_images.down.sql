set local lock_timeout = '2s';

do $$ begin execute replace(pg_get_functiondef('erase_batch(uuid, integer)'::regprocedure), '[''reference_images'', mine],
        ', ''); end $$;

drop trigger begin_month on user_usage;
drop table reference_images;
drop function begin_month, count_storage;
-- Nothing is stored any more.
update user_usage set storage_bytes_used = 0 where storage_bytes_used <> 0;
