-- What lets requests and events be repeated without a second effect: idempotency keys, the outbox and the inbox.

set local lock_timeout = '2s';

-- The stream's first event is written in the transaction that starts the generation, before EF Core has saved its row.
alter table generation_events
    alter constraint generation_events_user_id_generation_id_fkey deferrable initially deferred;

alter table job_queue add column progress smallint not null default 0 check (progress between 0 and 100);

-- Every node knows which sessions have ended, and hears of the next.
create index idx_user_sessions_revoked_at on user_sessions (revoked_at) where revoked_at is not null;
create function notify_user_sessions() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    perform pg_notify('user_sessions', '');
    return null;
end $$;
create trigger notify_user_sessions after update of revoked_at on user_sessions
    for each statement execute function notify_user_sessions();

-- A POST that carries an Idempotency-Key. `applied` is set in the transaction of the effect; the answer follows it.
create table idempotency_keys (
    user_id uuid not null references users (id) on delete cascade,
    operation varchar(100) not null,
    key varchar(255) not null,
    fingerprint bytea not null,
    attempt uuid not null,
    locked_until timestamptz not null,
    applied boolean not null default false,
    status smallint check (status between 200 and 599),
    content_type varchar(255),
    location text,
    etag varchar(255),
    body bytea,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    primary key (user_id, operation, key)
);
create index idx_idempotency_keys_expires_at on idempotency_keys (expires_at);

-- Integration events, written with what they tell of. A claim moves next_attempt_at on: it is the lease as well.
create table outbox_events (
    id uuid primary key,
    user_id uuid references users (id) on delete cascade,
    name varchar(150) not null,
    payload jsonb not null,
    attempts integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    last_error text,
    delivered_at timestamptz,
    dead_at timestamptz,
    created_at timestamptz not null default now()
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0, fillfactor = 80);
create index idx_outbox_events_due on outbox_events (next_attempt_at) where delivered_at is null and dead_at is null;
create index idx_outbox_events_delivered_at on outbox_events (delivered_at) where delivered_at is not null;

-- Which consumer has handled which event: inserted in the handler's own transaction.
create table inbox_events (
    consumer varchar(150) not null,
    event_id uuid not null references outbox_events (id) on delete cascade,
    user_id uuid references users (id) on delete cascade,
    handled_at timestamptz not null default now(),
    primary key (consumer, event_id)
);
create index idx_inbox_events_event_id on inbox_events (event_id);

create function notify_outbox() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    perform pg_notify('outbox', '');
    return null;
end $$;
create trigger notify_outbox after insert on outbox_events for each statement execute function notify_outbox();

do $$
declare
    t text;
begin
    foreach t in array array['idempotency_keys', 'outbox_events', 'inbox_events'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy tenant_isolation on %I to aiwebbuilder_app using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()))', t);
        execute format('create policy owner_access on %I to %I using (true) with check (true)', t, current_user);
        -- Retention and the relay cross accounts.
        execute format('create policy system_access on %I to aiwebbuilder_app using ((select app_is_system())) with check ((select app_is_system()))', t);
    end loop;
end $$;

grant select, insert, update, delete on idempotency_keys, outbox_events to aiwebbuilder_app;
grant select, insert on inbox_events to aiwebbuilder_app;
