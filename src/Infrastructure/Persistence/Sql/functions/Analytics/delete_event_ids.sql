-- Published: the ids of a campaign's events go with it; a reference would cost each event as much as its row.
create or replace function delete_event_ids() returns trigger
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
begin
    delete from campaign_event_ids where campaign_id = old.id;
    return null;
end $$;
