-- Published: the account's day: by users.settings.timeZone (IANA), UTC when it has none that is known.
create or replace function account_day(account uuid, at timestamptz) returns date
    language plpgsql stable security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    zone text := (select settings ->> 'timeZone' from users where id = account);
begin
    return (at at time zone coalesce(zone, 'utc'))::date;
exception when invalid_parameter_value then
    return (at at time zone 'utc')::date;
end $$;
revoke all on function account_day from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function account_day to aiwebbuilder_app;
