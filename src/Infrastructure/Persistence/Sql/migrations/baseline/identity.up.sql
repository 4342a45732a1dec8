-- People, the accounts they act for, how they sign in, what a plan allows and who pays for it, and how a person is forgotten.
--
-- In all modules: the required tables have their required names, types and index names; enum-like columns are VARCHAR with CHECK; every
-- table of an account carries user_id, children and events too, and an index finds the rows of each reference, as whoever deletes a row
-- pays for finding those that refer to it. Row-level security is enabled before anybody is granted anything: nobody sees a row until
-- ../../policies says who may. It is forced there as well, since the owner, too, would see nothing before its policy is in place.

create table users (
    id uuid primary key default gen_random_uuid(),
    email varchar(255) not null,
    password_hash varchar(255) not null,
    name varchar(255) not null,
    avatar_url text,
    subscription_tier varchar(20) not null default 'freemium'
        check (subscription_tier in ('freemium', 'creator', 'business', 'agency')),
    subscription_status varchar(20) not null default 'active'
        check (subscription_status in ('active', 'canceled', 'past_due', 'trial')),
    subscription_ends_at timestamptz,
    settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    last_active_at timestamptz,
    is_active boolean not null default true,
    -- Rehashed at the next sign-in when the scheme or the cost has moved on.
    password_scheme varchar(20) not null default 'bcrypt-sha384' check (password_scheme in ('bcrypt', 'bcrypt-sha384')),
    email_verified_at timestamptz,
    is_platform_admin boolean not null default false,
    -- Entitlement beside the state of the subscription: what the operator gives away, and since when a payment is missing.
    comped_tier varchar(20) check (comped_tier in ('freemium', 'creator', 'business', 'agency')),
    comped_until timestamptz,
    past_due_since timestamptz,
    erase_after timestamptz,
    constraint users_comp_is_whole check (comped_tier is not null or comped_until is null)
);
-- Addresses are one person's whatever their case.
create unique index idx_users_email on users (lower(email));
create index idx_users_subscription_tier on users (subscription_tier);
create index idx_users_active on users (id) where is_active;
create index idx_users_erase_after on users (erase_after) where erase_after is not null;
create index idx_users_created_at on users (created_at desc, id desc);
alter table users enable row level security;
grant select, insert, update, delete on users to aiwebbuilder_app;

create table user_usage (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    month date not null check (extract(day from month) = 1),
    campaigns_generated integer not null default 0 check (campaigns_generated >= 0),
    ai_credits_used integer not null default 0 check (ai_credits_used >= 0),
    storage_bytes_used bigint not null default 0 check (storage_bytes_used >= 0),
    api_calls_made integer not null default 0 check (api_calls_made >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    ai_credits_reserved integer not null default 0 check (ai_credits_reserved >= 0),
    unique (user_id, month)
);
alter table user_usage enable row level security;
grant select, insert, update, delete on user_usage to aiwebbuilder_app;

-- A session belongs to a person and acts for one account at a time. Access tokens made before `stale_at` are worth nothing: the role
-- has changed, and the next refresh says which it is now.
create table user_sessions (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    counter integer not null default 0,
    rotated_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    user_agent varchar(500),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    -- Null: the person's own.
    account_id uuid references users (id) on delete set null,
    stale_at timestamptz
);
create index idx_user_sessions_user_id on user_sessions (user_id) where revoked_at is null;
-- Every node knows which sessions have ended, and hears of the next.
create index idx_user_sessions_revoked_at on user_sessions (revoked_at) where revoked_at is not null;
create index idx_user_sessions_account_id on user_sessions (account_id) where revoked_at is null and account_id is not null;
create index idx_user_sessions_stale_at on user_sessions (stale_at) where stale_at is not null;
alter table user_sessions enable row level security;
grant select, insert, update, delete on user_sessions to aiwebbuilder_app;

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
alter table account_members enable row level security;
grant select, insert, update, delete on account_members to aiwebbuilder_app;

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
create index idx_account_invitations_invited_by on account_invitations (invited_by);
alter table account_invitations enable row level security;
grant select, insert, update, delete on account_invitations to aiwebbuilder_app;

-- Invitations that were mailed to an address within a day, by all accounts together. The subject is a keyed hash of the address.
create table invitation_mails (
    id uuid primary key,
    subject bytea not null,
    sent_at timestamptz not null
);
create index idx_invitation_mails_subject on invitation_mails (subject, sent_at);
create index idx_invitation_mails_sent_at on invitation_mails (sent_at);
grant select, insert, delete on invitation_mails to aiwebbuilder_app;

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
create index idx_api_keys_created_by on api_keys (created_by);
create index idx_api_keys_replaced_by on api_keys (replaced_by);
alter table api_keys enable row level security;
grant select, insert, update, delete on api_keys to aiwebbuilder_app;

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
alter table email_tokens enable row level security;
grant select, insert, update, delete on email_tokens to aiwebbuilder_app;

-- A second factor (RFC 6238). `last_step` is the time step of the last code that was accepted: no code is good twice.
create table totp_factors (
    user_id uuid primary key references users (id) on delete cascade,
    sealed_secret bytea not null,
    confirmed_at timestamptz,
    last_step bigint not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
alter table totp_factors enable row level security;
grant select, insert, update, delete on totp_factors to aiwebbuilder_app;

create table recovery_codes (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    code_hash bytea not null check (length(code_hash) = 32),
    used_at timestamptz,
    created_at timestamptz not null default now(),
    unique (user_id, code_hash)
);
alter table recovery_codes enable row level security;
grant select, insert, update, delete on recovery_codes to aiwebbuilder_app;

-- Failed sign-ins by a hash of the address written or of the network: the delay grows, and nobody is ever locked out for good.
create table sign_in_throttles (
    subject bytea primary key check (length(subject) = 32),
    failures integer not null default 0 check (failures >= 0),
    blocked_until timestamptz,
    updated_at timestamptz not null default now()
) with (fillfactor = 80);
create index idx_sign_in_throttles_updated_at on sign_in_throttles (updated_at);
alter table sign_in_throttles enable row level security;
grant select, insert, update, delete on sign_in_throttles to aiwebbuilder_app;

-- A warning is given once for each resource, month and threshold.
create table usage_warnings (
    user_id uuid not null references users (id) on delete cascade,
    month date not null check (extract(day from month) = 1),
    resource varchar(50) not null,
    threshold smallint not null check (threshold between 1 and 100),
    created_at timestamptz not null default now(),
    primary key (user_id, month, resource, threshold)
);
alter table usage_warnings enable row level security;
grant select, insert, update, delete on usage_warnings to aiwebbuilder_app;

create table billing_accounts (
    user_id uuid primary key references users (id) on delete cascade,
    customer_id varchar(255) not null unique,
    subscription_id varchar(255),
    -- Of the newest event that was applied: older ones change nothing any more.
    event_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
alter table billing_accounts enable row level security;
grant select, insert, update, delete on billing_accounts to aiwebbuilder_app;

-- Each event of the payment provider is applied once.
create table billing_events (
    id varchar(255) primary key,
    type varchar(100) not null,
    created_at timestamptz not null default now()
);
alter table billing_events enable row level security;
grant select, insert, update, delete on billing_events to aiwebbuilder_app;

-- What became of a person's data; it outlives the person's row, and names nobody.
create table erasures (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null,
    requested_at timestamptz not null,
    erased_at timestamptz,
    receipt jsonb not null default '{}',
    created_at timestamptz not null default now(),
    started_at timestamptz
);
-- One wish at a time; and what the audit log asks at each of its rows.
create unique index idx_erasures_open on erasures (user_id) where erased_at is null;
create index idx_erasures_created_at on erasures (created_at desc, id desc);
alter table erasures enable row level security;
-- A wish can be taken back; a receipt stays as the functions wrote it.
grant select, insert, delete on erasures to aiwebbuilder_app;
