set local lock_timeout = '2s';

drop index idx_ai_breakers_user;
drop index idx_ai_model_prices_user;
drop index idx_ai_models_key;
drop index idx_ai_ledger_campaign;
drop index idx_api_keys_replaced_by;
drop index idx_api_keys_created_by;
drop index idx_account_invitations_invited_by;
drop index idx_inbox_events_user;
drop index idx_outbox_events_user;
drop index idx_form_submissions_user;
drop index idx_conversions_user;
drop index idx_generation_events_user;
drop index idx_generation_steps_user;
drop index idx_published_pages_user;
drop index idx_publications_user;
drop index idx_component_versions_user;
drop index idx_platform_analyses_integration;
