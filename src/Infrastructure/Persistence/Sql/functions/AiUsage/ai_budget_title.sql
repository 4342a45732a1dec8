-- What people are told of: "50 % of the daily AI budget of the account is used."
create or replace function ai_budget_title(scope text, period text) returns text language sql immutable set search_path = pg_catalog
    return format('%s AI budget of %s', case period when 'day' then 'the daily' when 'month' then 'the monthly' else 'the total' end,
        case scope when 'account' then 'the account' when 'platform' then 'the platform' else 'a ' || scope end);
