-- A component's variants are versions that are not shown: the highest number given is no longer the one in place.
set local lock_timeout = '2s';

alter table campaign_components add column latest_version integer not null default 1;
update campaign_components c
set latest_version = greatest(c.version, (select max(v.version) from component_versions v where v.component_id = c.id));
alter table campaign_components add check (latest_version >= version);

-- One generation at a time for each component, whatever two requests saw before.
create unique index idx_ai_generations_one_per_component on ai_generations (component_id)
    where status = 'processing' and component_id is not null;
