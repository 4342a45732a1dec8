-- The roles stay: they belong to the cluster, and another database may use them.
drop table inbox_events, outbox_events, idempotency_keys,
    audit_log, job_queue, app_settings,
    platform_leads, platform_webhooks, visitor_salts, form_submissions, conversions, campaign_currencies, campaign_audience_daily,
    campaign_visitors_daily, campaign_stats_daily, campaign_event_ids, campaign_events,
    component_library,
    ai_books_checks, ai_settings, ai_model_prices, ai_models, ai_keys, ai_model_breakers, ai_breakers, ai_shutoffs, ai_alerts,
    ai_holds, ai_budget_periods, ai_budgets, ai_cost_tracking, ai_ledger, ai_call_steps, ai_calls, uploads, generation_events,
    generation_steps, ai_generations,
    published_files, published_pages, publications, campaign_edits, component_versions, campaign_components, campaigns,
    import_elements, imports, platform_analyses, written_media, written_pages, platform_exports, platform_contents, integration_syncs,
    platform_authorizations, platform_tokens, platform_call_limits, platform_integrations,
    erasures, billing_events, billing_accounts, usage_warnings, sign_in_throttles, recovery_codes, totp_factors, email_tokens,
    api_keys, invitation_mails, account_invitations, account_members, user_sessions, user_usage, users;
revoke usage on schema public from aiwebbuilder_app, aiwebbuilder_public;
revoke select on "__EFMigrationsHistory" from aiwebbuilder_app;
