set local lock_timeout = '2s';

create policy ingestion on conversions to aiwebbuilder_public using (true) with check (true);
create policy ingestion on campaign_currencies to aiwebbuilder_public using (true) with check (true);
create policy ingestion on form_submissions to aiwebbuilder_public using (true) with check (true);
grant select, insert on conversions, campaign_currencies to aiwebbuilder_public;
grant insert on form_submissions to aiwebbuilder_public;
drop function store_submission(uuid, uuid, uuid, varchar, jsonb, inet, timestamptz);
drop function store_conversions(uuid[], uuid[], uuid[], varchar[], numeric[], varchar[], varchar[], varchar[], varchar[], uuid[],
    varchar[], timestamptz[]);
