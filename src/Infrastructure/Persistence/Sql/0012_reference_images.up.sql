-- Reference images that people upload, and what they take of the account's storage.

set local lock_timeout = '2s';

create table reference_images (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    content_type varchar(50) not null check (content_type in ('image/png', 'image/jpeg', 'image/gif', 'image/webp')),
    width integer not null check (width > 0),
    height integer not null check (height > 0),
    bytes integer not null,
    sha256 bytea not null check (length(sha256) = 32),
    content bytea not null,
    created_by uuid,
    created_at timestamptz not null default now(),
    -- The same image is one row, however many tabs send it at once.
    constraint reference_images_once unique (user_id, sha256),
    check (bytes > 0 and bytes = length(content))
);
-- Images are compressed already.
alter table reference_images alter column content set storage external;
create index idx_reference_images_user_id on reference_images (user_id, created_at desc, id desc);

-- Storage is what is there, not what came in a month: a month begins with what the last one ended with. The present figure is the one
-- in the account's latest month.
create function begin_month() returns trigger language plpgsql set search_path = public, pg_catalog as $$
begin
    -- Statements that only count on come here as well.
    if not exists (select from user_usage where user_id = new.user_id and month = new.month) then
        -- Locked: what is counted at this moment is counted in this month or in the next, not between them.
        select coalesce(storage_bytes_used, 0) into new.storage_bytes_used from user_usage
        where user_id = new.user_id and month < new.month order by month desc limit 1 for update;
        new.storage_bytes_used := coalesce(new.storage_bytes_used, 0);
    end if;
    return new;
end $$;
create trigger begin_month before insert on user_usage for each row execute function begin_month();

create function count_storage() returns trigger language plpgsql set search_path = public, pg_catalog as $$
declare
    account uuid := case when tg_op = 'INSERT' then new.user_id else old.user_id end;
    difference bigint := case when tg_op = 'INSERT' then new.bytes else -old.bytes end;
begin
    if tg_op = 'INSERT' then
        insert into user_usage (user_id, month) values (account, date_trunc('month', new.created_at at time zone 'utc')::date)
        on conflict do nothing;
    end if;
    -- Waits for a month that begins at this moment; the next statement sees it.
    perform from user_usage where user_id = account order by month desc limit 1 for update;
    update user_usage set storage_bytes_used = greatest(storage_bytes_used + difference, 0)
    where user_id = account and month = (select max(month) from user_usage where user_id = account);
    return null;
end $$;
create trigger count_storage after insert or delete on reference_images for each row execute function count_storage();

do $$
begin
    alter table reference_images enable row level security;
    alter table reference_images force row level security;
    execute format('create policy owner_access on reference_images to %I using (true) with check (true)', current_user);
    create policy tenant_isolation on reference_images to aiwebbuilder_app
        using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
end $$;
-- Never changed: another content is another image.
grant select, insert, delete on reference_images to aiwebbuilder_app;

-- What a person's erasure takes along.
do $$ begin execute replace(pg_get_functiondef('erase_batch(uuid, integer)'::regprocedure), '[''ai_ledger'', mine],',
    '[''reference_images'', mine],
        [''ai_ledger'', mine],'); end $$;
