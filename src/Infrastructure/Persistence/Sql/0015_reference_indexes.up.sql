-- Who deletes a row pays for finding those that refer to it: without an index that is a scan of the whole table, for each deleted row.

set local lock_timeout = '2s';

create index idx_platform_analyses_integration on platform_analyses (user_id, integration_id);
create index idx_component_versions_user on component_versions (user_id);
create index idx_publications_user on publications (user_id);
create index idx_published_pages_user on published_pages (user_id);
create index idx_generation_steps_user on generation_steps (user_id);
create index idx_generation_events_user on generation_events (user_id);
create index idx_conversions_user on conversions (user_id);
create index idx_form_submissions_user on form_submissions (user_id);
create index idx_outbox_events_user on outbox_events (user_id);
create index idx_inbox_events_user on inbox_events (user_id);
create index idx_account_invitations_invited_by on account_invitations (invited_by);
create index idx_api_keys_created_by on api_keys (created_by);
create index idx_api_keys_replaced_by on api_keys (replaced_by);
create index idx_ai_ledger_campaign on ai_ledger (campaign_id) where campaign_id is not null;
create index idx_ai_models_key on ai_models (key_id);
create index idx_ai_model_prices_user on ai_model_prices (user_id);
create index idx_ai_breakers_user on ai_breakers (user_id);
