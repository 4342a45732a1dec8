-- Old generations keep the price that they were charged by.
create or replace function refuse_price_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    raise insufficient_privilege using message = 'a price is never changed: a new one is a new row with a later valid_from';
end $$;
