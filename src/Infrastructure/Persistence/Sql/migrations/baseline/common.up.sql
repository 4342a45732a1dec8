-- What belongs to no module: idempotency keys, the outbox and the inbox.

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
alter table idempotency_keys enable row level security;
grant select, insert, update, delete on idempotency_keys to aiwebbuilder_app;

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
create index idx_outbox_events_user on outbox_events (user_id);
alter table outbox_events enable row level security;
grant select, insert, update, delete on outbox_events to aiwebbuilder_app;

-- Which consumer has handled which event: inserted in the handler's own transaction.
create table inbox_events (
    consumer varchar(150) not null,
    event_id uuid not null references outbox_events (id) on delete cascade,
    user_id uuid references users (id) on delete cascade,
    handled_at timestamptz not null default now(),
    primary key (consumer, event_id)
);
create index idx_inbox_events_event_id on inbox_events (event_id);
create index idx_inbox_events_user on inbox_events (user_id);
alter table inbox_events enable row level security;
grant select, insert on inbox_events to aiwebbuilder_app;
