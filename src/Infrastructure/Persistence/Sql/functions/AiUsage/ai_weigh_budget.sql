-- Tells the highest threshold that spending has passed on its way from `before` to `used`, by the cap as it is now: whoever has set it
-- anew in the meantime has weighed what had been spent until then.
create or replace function ai_weigh_budget(budget uuid, start date, before bigint, used bigint, at timestamptz) returns void
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    b ai_budgets;
    crossed integer;
begin
    select * into b from ai_budgets where id = budget;
    crossed := (select max(t) from unnest(b.thresholds) t
        where used > 0 and used::numeric * 100 >= b.limit_nano_usd::numeric * t and before::numeric * 100 < b.limit_nano_usd::numeric * t);
    if crossed is not null then
        perform ai_note_alert(b.user_id, 'budget_threshold', b.id, start, crossed,
            format('%s %% of %s is used.', crossed, ai_budget_title(b.scope, b.period)),
            jsonb_build_object('budgetId', b.id, 'subjectId', b.subject_id, 'periodStart', start, 'scope', b.scope, 'period', b.period,
                'limitNanoUsd', b.limit_nano_usd, 'spentNanoUsd', used), at);
    end if;
end $$;
revoke all on function ai_weigh_budget from public, aiwebbuilder_app, aiwebbuilder_public;
