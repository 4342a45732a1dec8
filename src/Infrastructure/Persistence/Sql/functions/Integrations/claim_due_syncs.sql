-- Takes the connections whose schedule is due, of all accounts, and moves each to its next slot: those that passed meanwhile are made up for by one
-- sync. What another node takes at the same moment is passed over. One that is not connected keeps its slot until it is.
create or replace function claim_due_syncs(at timestamptz, most integer) returns table (account uuid, integration uuid)
    language sql security definer set search_path = public, pg_catalog, pg_temp as $$
        with due as (
            select id, case sync_schedule when 'hourly' then interval '1 hour' when 'daily' then interval '24 hours' else interval '168 hours' end
                as period
            from platform_integrations where next_sync_at <= at and connection_status = 'connected'
            order by next_sync_at limit most for update skip locked
        )
        update platform_integrations i
        set next_sync_at = i.next_sync_at
            + due.period * (floor(extract(epoch from at - i.next_sync_at) / extract(epoch from due.period)) + 1)::double precision
        from due where i.id = due.id
        returning i.user_id, i.id;
    $$;
revoke all on function claim_due_syncs from public;
grant execute on function claim_due_syncs to aiwebbuilder_app;
