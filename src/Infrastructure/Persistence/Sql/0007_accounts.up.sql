-- Accounts in full: who may sign in and how, who may act for whom, what a plan allows and who pays for it, and how a person is forgotten.

set local lock_timeout = '2s';

alter table users
    -- Rehashed at the next sign-in when the scheme or the cost has moved on.
    add column password_scheme varchar(20) not null default 'bcrypt-sha384' check (password_scheme in ('bcrypt', 'bcrypt-sha384')),
    add column email_verified_at timestamptz,
    add column is_platform_admin boolean not null default false,
    -- Entitlement beside the state of the subscription: what the operator gives away, and since when a payment is missing.
    add column comped_tier varchar(20) check (comped_tier in ('freemium', 'creator', 'business', 'agency')),
    add column comped_until timestamptz,
    add column past_due_since timestamptz,
    add column erase_after timestamptz,
    add constraint users_comp_is_whole check (comped_tier is not null or comped_until is null);
create index idx_users_erase_after on users (erase_after) where erase_after is not null;

-- A session belongs to a person and acts for one account at a time. Access tokens made before `stale_at` are worth nothing: the role
-- has changed, and the next refresh says which it is now.
alter table user_sessions
    -- Null: the person's own.
    add column account_id uuid references users (id) on delete set null,
    add column stale_at timestamptz;
create index idx_user_sessions_account_id on user_sessions (account_id) where revoked_at is null and account_id is not null;
create index idx_user_sessions_stale_at on user_sessions (stale_at) where stale_at is not null;

create or replace function app_actor() returns uuid language sql stable parallel safe set search_path = pg_catalog
    return nullif(current_setting('app.actor_id', true), '')::uuid;

-- Whoever acts for the account beside its owner, who has no row: the account is theirs.
create table account_members (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    member_id uuid not null references users (id) on delete cascade,
    role varchar(20) not null check (role in ('admin', 'editor', 'viewer')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint account_members_once unique (user_id, member_id),
    check (member_id <> user_id)
);
create index idx_account_members_member_id on account_members (member_id);

create table account_invitations (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    email varchar(255) not null,
    role varchar(20) not null check (role in ('admin', 'editor', 'viewer')),
    token_hash bytea not null unique check (length(token_hash) = 32),
    invited_by uuid references users (id) on delete set null,
    expires_at timestamptz not null,
    accepted_at timestamptz,
    revoked_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create unique index idx_account_invitations_open on account_invitations (user_id, lower(email))
    where accepted_at is null and revoked_at is null;

create table api_keys (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    created_by uuid references users (id) on delete cascade,
    name varchar(100) not null,
    -- The beginning of the key, by which people tell theirs apart.
    hint varchar(30) not null,
    secret_hash bytea not null unique check (length(secret_hash) = 32),
    scopes text[] not null,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz,
    replaced_by uuid references api_keys (id) on delete set null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index idx_api_keys_user_id on api_keys (user_id, created_at desc, id desc);

-- Links in mails: single use, hashed, one open link for each purpose.
create table email_tokens (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    purpose varchar(20) not null check (purpose in ('verify_email', 'reset_password')),
    token_hash bytea not null unique check (length(token_hash) = 32),
    expires_at timestamptz not null,
    used_at timestamptz,
    created_at timestamptz not null default now()
);
create index idx_email_tokens_user_id on email_tokens (user_id, purpose) where used_at is null;

-- A second factor (RFC 6238). `last_step` is the time step of the last code that was accepted: no code is good twice.
create table totp_factors (
    user_id uuid primary key references users (id) on delete cascade,
    sealed_secret bytea not null,
    confirmed_at timestamptz,
    last_step bigint not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create table recovery_codes (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    code_hash bytea not null check (length(code_hash) = 32),
    used_at timestamptz,
    created_at timestamptz not null default now(),
    unique (user_id, code_hash)
);

-- Failed sign-ins by a hash of the address written or of the network: the delay grows, and nobody is ever locked out for good.
create table sign_in_throttles (
    subject bytea primary key check (length(subject) = 32),
    failures integer not null default 0 check (failures >= 0),
    blocked_until timestamptz,
    updated_at timestamptz not null default now()
) with (fillfactor = 80);
create index idx_sign_in_throttles_updated_at on sign_in_throttles (updated_at);

-- Who signed in, failed to, or was refused: beside the rows' own changes, in the same log.
alter table audit_log alter column action type varchar(20);
alter table audit_log drop constraint audit_log_action_check;
alter table audit_log alter column action type varchar(20);
alter table audit_log add constraint audit_log_action_check check (action in ('insert', 'update', 'delete', 'sign_in', 'sign_out',
    'sign_in_failed', 'refused', 'token_reused', 'password_reset', 'email_verified', 'factor_added', 'factor_removed', 'key_used',
    'account_switched', 'erased')) not valid;
alter table audit_log validate constraint audit_log_action_check;
-- Why an administrator did it.
alter table audit_log add column reason text;

-- Secrets of the new tables too.
create or replace function audit() returns trigger language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    ignored text[] := array['views', 'clicks', 'conversions', 'revenue_generated', 'engagement_score', 'updated_at',
        'last_active_at', 'last_used_at', 'search_vector', 'downloads', 'likes'];
    secret text[] := array['password_hash', 'encrypted_credentials', 'secret_hash', 'token_hash'];
    b jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - ignored end;
    a jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - ignored end;
    row_is jsonb := coalesce(a, b);
    s text;
begin
    if tg_op = 'UPDATE' and a is not distinct from b then
        return null;
    end if;
    foreach s in array secret loop
        if a -> s is distinct from b -> s then
            a := case when a ? s then jsonb_set(a, array[s], '"(changed)"') else a end;
        else
            a := a - s;
        end if;
        b := b - s;
    end loop;
    insert into audit_log (user_id, actor_id, table_name, row_id, action, before, after, reason)
    values (
        coalesce(row_is ->> 'user_id', case when tg_table_name = 'users' then row_is ->> 'id' end)::uuid,
        nullif(current_setting('app.actor_id', true), '')::uuid,
        tg_table_name, coalesce(row_is ->> 'id', row_is ->> 'key', row_is ->> 'campaign_id', row_is ->> 'user_id'), lower(tg_op), b, a,
        nullif(current_setting('app.reason', true), ''));
    return null;
end $$;

-- What no row's change tells. SECURITY DEFINER, as the runtime roles may not write the log themselves; who acts is the transaction's.
create function record_auth_event(event varchar, account uuid, subject text, details jsonb) returns void
    language sql security definer set search_path = public, pg_catalog
    as $$
        insert into audit_log (user_id, actor_id, table_name, row_id, action, after)
        values (account, app_actor(), 'users', subject, event, details);
    $$;
revoke all on function record_auth_event(varchar, uuid, text, jsonb) from public;
grant execute on function record_auth_event(varchar, uuid, text, jsonb) to aiwebbuilder_app;

-- A warning is given once for each resource, month and threshold.
create table usage_warnings (
    user_id uuid not null references users (id) on delete cascade,
    month date not null check (extract(day from month) = 1),
    resource varchar(50) not null,
    threshold smallint not null check (threshold between 1 and 100),
    created_at timestamptz not null default now(),
    primary key (user_id, month, resource, threshold)
);

create table billing_accounts (
    user_id uuid primary key references users (id) on delete cascade,
    customer_id varchar(255) not null unique,
    subscription_id varchar(255),
    -- Of the newest event that was applied: older ones change nothing any more.
    event_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
-- Each event of the payment provider is applied once.
create table billing_events (
    id varchar(255) primary key,
    type varchar(100) not null,
    created_at timestamptz not null default now()
);

-- What became of a person's data; it outlives the person's row, and names nobody.
create table erasures (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null,
    requested_at timestamptz not null,
    erased_at timestamptz,
    receipt jsonb not null default '{}',
    created_at timestamptz not null default now()
);

do $$
declare
    t text;
begin
    -- Those of an account.
    foreach t in array array['account_members', 'account_invitations', 'api_keys', 'usage_warnings', 'billing_accounts'] loop
        execute format('create policy tenant_isolation on %I to aiwebbuilder_app using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()))', t);
    end loop;
    -- Those of a person, for whichever account they act.
    foreach t in array array['email_tokens', 'totp_factors', 'recovery_codes', 'erasures', 'user_sessions'] loop
        execute format('create policy own on %I to aiwebbuilder_app using (user_id = (select app_actor())) with check (user_id = (select app_actor()))', t);
    end loop;
    foreach t in array array['account_members', 'account_invitations', 'api_keys', 'usage_warnings', 'billing_accounts', 'email_tokens',
        'totp_factors', 'recovery_codes', 'sign_in_throttles', 'billing_events', 'erasures']
    loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy owner_access on %I to %I using (true) with check (true)', t, current_user);
        execute format('create policy system_access on %I to aiwebbuilder_app using ((select app_is_system())) with check ((select app_is_system()))', t);
        execute format('grant select, insert, update, delete on %I to aiwebbuilder_app', t);
    end loop;
    foreach t in array array['account_members', 'account_invitations', 'api_keys', 'totp_factors', 'billing_accounts', 'sign_in_throttles'] loop
        execute format('create trigger set_updated_at before update on %I for each row execute function set_updated_at()', t);
    end loop;
    foreach t in array array['account_members', 'account_invitations', 'api_keys', 'billing_accounts'] loop
        execute format('create trigger audit after insert or update or delete on %I for each row execute function audit()', t);
    end loop;
end $$;

-- A person changes themselves alone, whichever account they act for; an account sees its owner and its members.
drop policy tenant_isolation on users;
drop policy tenant_isolation on user_sessions;
create policy tenant_isolation on users for select to aiwebbuilder_app using (id = (select app_tenant()));
create policy own on users to aiwebbuilder_app using (id = (select app_actor())) with check (id = (select app_actor()));
create policy members on users for select to aiwebbuilder_app
    using (exists (select from account_members m where m.user_id = (select app_tenant()) and m.member_id = users.id));
-- A member sees which accounts they may act for.
create policy own on account_members for select to aiwebbuilder_app using (member_id = (select app_actor()));

-- Rights that are withdrawn end what was made under them, whoever withdraws them and on whichever road: tokens by `stale_at`, which
-- every node hears of, keys by their revocation. The time always moves on, so that no token made before counts as made after.
create function make_stale(stale timestamptz) returns timestamptz language sql volatile set search_path = pg_catalog
    return greatest(clock_timestamp(), stale + interval '1 microsecond');

create function end_acting() returns trigger language plpgsql security definer set search_path = public, pg_catalog as $$
begin
    update user_sessions set stale_at = make_stale(stale_at), account_id = case when tg_op = 'UPDATE' then account_id end
    where user_id = old.member_id and account_id = old.user_id and revoked_at is null;
    if tg_op = 'DELETE' then
        -- Whoever made a key knows it.
        update api_keys set revoked_at = clock_timestamp()
        where user_id = old.user_id and created_by = old.member_id and revoked_at is null;
    end if;
    perform pg_notify('api_keys', '');
    return null;
end $$;
create trigger end_acting after update of role or delete on account_members for each row execute function end_acting();

create function end_rights() returns trigger language plpgsql security definer set search_path = public, pg_catalog as $$
begin
    if new.is_platform_admin is distinct from old.is_platform_admin then
        update user_sessions set stale_at = make_stale(stale_at) where user_id = new.id and revoked_at is null;
    end if;
    if old.is_active and not new.is_active then
        update user_sessions set stale_at = make_stale(stale_at), account_id = null where account_id = new.id and revoked_at is null;
        perform pg_notify('api_keys', '');
    end if;
    return null;
end $$;
create trigger end_rights after update of is_platform_admin, is_active on users for each row execute function end_rights();

drop trigger notify_user_sessions on user_sessions;
create trigger notify_user_sessions after update of revoked_at, stale_at on user_sessions
    for each statement execute function notify_user_sessions();

create function notify_api_keys() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    perform pg_notify('api_keys', '');
    return null;
end $$;
create trigger notify_api_keys after update of revoked_at, expires_at, scopes, secret_hash or delete on api_keys
    for each statement execute function notify_api_keys();

-- Administrators of the platform are made on the command line, as the database's owner: whoever takes over the server makes none.
create function guard_platform_admin() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    if new.is_platform_admin and current_user = 'aiwebbuilder_app' then
        if tg_op = 'UPDATE' then
            if old.is_platform_admin then
                return new;
            end if;
        end if;
        raise insufficient_privilege using message = 'administrators of the platform are made on the command line';
    end if;
    return new;
end $$;
create trigger guard_platform_admin before insert or update of is_platform_admin on users
    for each row execute function guard_platform_admin();

-- What they reach: persons, settings, the log and the queue, in a scope of their own that opens no key and no factor.
create function app_is_platform() returns boolean language sql stable parallel safe set search_path = pg_catalog
    return coalesce(current_setting('app.scope', true), '') = 'platform';
create policy platform_read on users for select to aiwebbuilder_app using ((select app_is_platform()));
create policy platform_change on users for update to aiwebbuilder_app
    using ((select app_is_platform())) with check ((select app_is_platform()));
create policy platform_read on audit_log for select to aiwebbuilder_app using ((select app_is_platform()));
create policy platform_read on job_queue for select to aiwebbuilder_app using ((select app_is_platform()));
create index idx_audit_log_created_at on audit_log (created_at desc, id desc);
create index idx_users_created_at on users (created_at desc, id desc);
grant insert, update on app_settings to aiwebbuilder_app;
alter table app_settings enable row level security;
alter table app_settings force row level security;
create policy readable on app_settings for select to aiwebbuilder_app using (true);
create policy platform_access on app_settings to aiwebbuilder_app
    using ((select app_is_platform())) with check ((select app_is_platform()));
do $$ begin execute format('create policy owner_access on app_settings to %I using (true) with check (true)', current_user); end $$;
