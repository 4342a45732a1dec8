set local lock_timeout = '2s';

-- The roles stay: they belong to the cluster, and another database may use them.
drop function add_component_totals(uuid, uuid, integer, integer, integer), add_campaign_totals(uuid, integer, integer, numeric);
drop table audit_log, job_queue, app_settings, conversions, campaign_visitors_daily, campaign_stats_daily,
    campaign_event_ids, campaign_events, component_library, ai_model_prices, ai_ledger, ai_cost_tracking,
    generation_events, generation_steps, ai_generations, published_pages, publications, component_versions,
    campaign_components, campaigns, platform_analyses, platform_integrations, user_sessions, user_usage, users;
drop function drop_event_partitions(interval), ensure_event_partitions(integer), notify_generation(), notify_job(), audit(),
    component_library_search(), campaigns_search(), search_text(text, text), set_updated_at(), app_is_system(), app_tenant();
revoke usage on schema public from aiwebbuilder_app, aiwebbuilder_public;
