-- Published: what became of a section that a model has written. `kept` is what stands there now; the others are what happened to it first. Of
-- variants only those count that were shown: the first, and those that were restored.
create or replace view section_outcomes with (security_invoker = true) as
select v.user_id, v.step_id,
    -- Published as it was written.
    component_words(c.name, c.is_attached, c.code, c.css_styles, c.props) is not distinct from component_words(v.name, v.is_attached, v.code, v.css_styles, v.props)
        and exists (select from publications p join component_versions present on present.component_id = c.id and present.version = c.version
            where p.campaign_id = c.campaign_id and p.published_at >= present.created_at) as kept,
    shown and coalesce(next.origin = 'edited', false) as edited,
    -- Something older than its whole generation has taken its place.
    shown and coalesce(next.origin = 'restored', false) and exists (select from component_versions older
        where older.component_id = v.component_id and older.version < v.version
          and older.generation_id is distinct from v.generation_id
          and component_words(older.name, older.is_attached, older.code, older.css_styles, older.props) is not distinct from component_words(next.name, next.is_attached, next.code, next.css_styles, next.props))
        as reverted,
    shown and coalesce(next.origin = 'generated', false) as regenerated
from component_versions v
join campaign_components c on c.id = v.component_id
cross join lateral (select not exists (select from component_versions first
        where first.component_id = v.component_id and first.generation_id = v.generation_id and first.version < v.version)
    or exists (select from component_versions chosen
        where chosen.component_id = v.component_id and chosen.version > v.version and chosen.origin = 'restored'
          and component_words(chosen.name, chosen.is_attached, chosen.code, chosen.css_styles, chosen.props) is not distinct from component_words(v.name, v.is_attached, v.code, v.css_styles, v.props))
    as shown) presence
left join lateral (select w.* from component_versions w
    where w.component_id = v.component_id and w.version > v.version and w.generation_id is distinct from v.generation_id
      and component_words(w.name, w.is_attached, w.code, w.css_styles, w.props) is distinct from component_words(v.name, v.is_attached, v.code, v.css_styles, v.props)
    order by w.version limit 1) next on true
where v.step_id is not null;
grant select on section_outcomes to aiwebbuilder_app;
