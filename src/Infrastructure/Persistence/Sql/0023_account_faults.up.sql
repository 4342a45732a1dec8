-- Faults of accounts that a second reading has found: an audit log into which every account could write, a mailbox that invitations could
-- fill, and a server that did not know which migrations are applied.

set local lock_timeout = '2s';

-- A server that lacks one is not ready, and says so.
grant select on "__EFMigrationsHistory" to aiwebbuilder_app;

-- What no row's change tells. SECURITY DEFINER, as the runtime roles may not write the log themselves; who acts is the transaction's. An
-- account writes into its own log, and a person into their own; where nobody is signed in yet, what can happen there and nothing else.
create or replace function record_auth_event(event varchar, account uuid, subject text, details jsonb) returns void
    language plpgsql security definer set search_path = public, pg_catalog
    as $$
begin
    if not (case when app_is_system()
        then event in ('sign_in', 'sign_in_failed', 'sign_out', 'token_reused', 'password_reset', 'email_verified', 'factor_removed',
            'key_used', 'account_switched', 'account_restored')
        else coalesce(account = app_tenant() or account = app_actor(), false)
    end) then
        raise exception 'no % in the log of this account', event using errcode = 'insufficient_privilege';
    end if;
    insert into audit_log (user_id, actor_id, table_name, row_id, action, after)
    values (account, app_actor(), 'users', subject, event, details);
end $$;

-- An administrator's, whose unit of work says that it is one.
create or replace function record_platform_event(event varchar, account uuid, of_table varchar, subject text, details jsonb) returns void
    language plpgsql security definer set search_path = public, pg_catalog
    as $$
begin
    if not app_is_platform() then
        raise exception 'only an administrator of the platform does this' using errcode = 'insufficient_privilege';
    end if;
    insert into audit_log (user_id, actor_id, table_name, row_id, action, after, reason)
    values (account, app_actor(), of_table, subject, event, details, nullif(current_setting('app.reason', true), ''));
end $$;

-- Invitations that were mailed to an address within a day, by all accounts together. The subject is a keyed hash of the address.
create table invitation_mails (
    id uuid primary key,
    subject bytea not null,
    sent_at timestamptz not null
);
create index idx_invitation_mails_subject on invitation_mails (subject, sent_at);
create index idx_invitation_mails_sent_at on invitation_mails (sent_at);
grant select, insert, delete on invitation_mails to aiwebbuilder_app;
