create or replace function ai_period_start(period text, day date) returns date language sql immutable set search_path = pg_catalog
    return case period when 'day' then day when 'month' then date_trunc('month', day)::date else date '2000-01-01' end;
