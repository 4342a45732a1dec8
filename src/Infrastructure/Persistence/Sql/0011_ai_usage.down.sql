set local lock_timeout = '2s';

do $$ begin execute replace(pg_get_functiondef('erase_batch(uuid, integer)'::regprocedure), '[''ai_calls'', mine],
        [''ai_holds'', mine],
        [''ai_budget_periods'', mine],
        [''ai_alerts'', mine],
        [''ai_budgets'', mine],
        [''ai_shutoffs'', mine],
        [''ai_breakers'', mine],
        [''ai_models'', mine],
        [''ai_model_prices'', mine],
        [''ai_keys'', mine],
        [''ai_ledger'', mine],',
    '[''ai_ledger'', mine],'); end $$;

drop table ai_calls, ai_holds, ai_budget_periods, ai_alerts, ai_budgets, ai_shutoffs, ai_breakers, ai_keys cascade;
drop function ai_reserve, ai_send, ai_answer, ai_end, ai_count_day, ai_expire, ai_replay, ai_set_budget, ai_drop_budget, ai_shut_off, ai_lift_shutoff,
    ai_report, ai_check_books, ai_note_alert, ai_require_account, ai_gate, ai_period_start, account_day, ai_note_difference, release_holds;
drop table ai_models;

do $$ begin execute replace(pg_get_functiondef('audit()'::regprocedure), '''token_hash'', ''sealed_secret''', '''token_hash'''); end $$;

drop trigger refuse_price_change on ai_model_prices;
drop function refuse_price_change;
do $$
declare
    p text;
begin
    for p in select policyname from pg_policies where tablename = 'ai_model_prices' loop
        execute format('drop policy %I on ai_model_prices', p);
    end loop;
end $$;
alter table ai_model_prices no force row level security;
alter table ai_model_prices disable row level security;
revoke insert on ai_model_prices from aiwebbuilder_app;
delete from ai_model_prices where user_id is not null;
alter table ai_model_prices drop constraint ai_model_prices_once;
alter table ai_model_prices drop column user_id, drop column key_id;
alter table ai_model_prices add unique (provider, model, valid_from, tier_from_tokens);

alter table ai_generations drop column started_by;
drop view section_outcomes;
alter table component_versions drop column step_id;
drop policy platform_read on ai_ledger;
alter table user_usage drop column ai_credits_reserved;
alter table ai_cost_tracking drop column openai_nano_usd, drop column anthropic_nano_usd, drop column total_nano_usd;

drop index idx_ai_ledger_reserved_once, idx_ai_ledger_ended_once, idx_ai_ledger_day, idx_ai_ledger_created_at;
-- A step has one settled entry at most in the old books: the later ones stay, without their step.
update ai_ledger later set step_id = null
where entry = 'settled' and exists (select from ai_ledger first where first.step_id = later.step_id and first.entry = 'settled'
    and (first.created_at, first.id) < (later.created_at, later.id));
create unique index idx_ai_ledger_settled_once on ai_ledger (step_id) where entry = 'settled';
alter table ai_ledger drop column call_id, drop column member_id, drop column cache_write_5m_tokens, drop column cache_write_1h_tokens,
    drop column reasoning_tokens, drop column provider_nano_usd, drop column estimated, drop column saved_nano_usd, drop column paid_by,
    drop column day;
