-- Alerts as people are told of them: with the name that the member or campaign has now, which is kept in no second place.
create or replace view ai_told_alerts with (security_invoker = true) as
select alert.id, alert.user_id, alert.kind, alert.period_start, alert.threshold, alert.data, alert.created_at, alert.budget_id, about.scope,
    alert.data ->> 'period' as period, (alert.data ->> 'limitNanoUsd')::bigint as limit_nano_usd,
    (alert.data ->> 'spentNanoUsd')::bigint as spent_nano_usd, called.name,
    case when about.scope = 'member' then coalesce(member.id, case when subject = alert.user_id then subject end) end as member_id,
    campaign.id as campaign_id,
    case when called.name is null then alert.message
        else replace(alert.message, 'of a ' || about.scope, format('of the %s “%s”', about.scope, called.name)) end as message
from ai_alerts alert
left join ai_budgets cap on cap.id = alert.budget_id
cross join lateral (select alert.data ->> 'scope' as scope, coalesce(cap.subject_id, (alert.data ->> 'subjectId')::uuid) as subject) about
left join account_memberships member on about.scope = 'member' and member.user_id = alert.user_id and member.member_id = subject
left join person_names person on about.scope = 'member' and person.id = subject
left join account_campaigns campaign on about.scope = 'campaign' and campaign.id = subject
-- On one line: it stands in a mail's subject.
cross join lateral (select regexp_replace(coalesce(person.name, campaign.name), '[[:cntrl:]]+', ' ', 'g') as name) called;
grant select on ai_told_alerts to aiwebbuilder_app;
