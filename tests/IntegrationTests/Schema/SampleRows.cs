using System.Security.Cryptography;
using System.Text;

namespace AiWebBuilder.IntegrationTests.Schema;

/// <summary>One row in each tenant table, for an account of a given name.</summary>
internal static class SampleRows
{
    /// <summary>The id of an account's row: the same for the same names.</summary>
    public static Guid Id(string account, string row) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{account}/{row}")).AsSpan(0, 16));

    /// <summary>SQL for the owner; <paramref name="user"/> becomes the account.</summary>
    public static string Insert(Guid user, string account)
    {
        var (campaign, component) = (Id(account, "campaign"), Id(account, "component"));
        var (generation, integration) = (Id(account, "generation"), Id(account, "integration"));
        var (outbox, member, budget) = (Id(account, "event"), Id(account, "member"), Id(account, "budget"));
        return $$"""
            insert into users (id, email, password_hash, name) values ('{{user}}', '{{account}}@example.com', 'secret', '{{account}}');
            insert into user_usage (user_id, month) values ('{{user}}', '2026-01-01');
            insert into user_sessions (user_id, expires_at) values ('{{user}}', now() + interval '1 day');
            insert into users (id, email, password_hash, name)
                values ('{{member}}', 'member-{{account}}@example.com', 'secret', 'Member of {{account}}');
            insert into account_members (user_id, member_id, role) values ('{{user}}', '{{member}}', 'editor');
            insert into account_invitations (user_id, email, role, token_hash, expires_at)
                values ('{{user}}', 'guest@example.com', 'viewer', sha256('{{user}}'), now() + interval '1 day');
            insert into api_keys (user_id, created_by, name, hint, secret_hash, scopes)
                values ('{{user}}', '{{user}}', 'Key', 'aiwb_live_x', sha256('{{user}}'), '{campaigns:read}');
            insert into email_tokens (user_id, purpose, token_hash, expires_at) values ('{{user}}', 'verify_email', sha256('{{user}}'), now());
            insert into totp_factors (user_id, sealed_secret) values ('{{user}}', '\x00');
            insert into recovery_codes (user_id, code_hash) values ('{{user}}', sha256('{{user}}'));
            insert into usage_warnings (user_id, month, resource, threshold) values ('{{user}}', '2026-01-01', 'campaigns', 80);
            insert into billing_accounts (user_id, customer_id) values ('{{user}}', 'cus_{{account}}');
            insert into erasures (user_id, requested_at) values ('{{user}}', now());
            insert into platform_integrations (id, user_id, platform_type, encrypted_credentials)
                values ('{{integration}}', '{{user}}', 'wordpress', 'sealed');
            insert into platform_analyses (user_id, integration_id, analysis_type) values ('{{user}}', '{{integration}}', 'full_audit');
            insert into campaigns (id, user_id, name, type) values ('{{campaign}}', '{{user}}', 'Spring', 'landing_page');
            insert into campaign_components (id, user_id, campaign_id, name, component_type)
                values ('{{component}}', '{{user}}', '{{campaign}}', 'Hero', 'hero_section');
            insert into component_versions (user_id, component_id, version, name, code, props, origin)
                values ('{{user}}', '{{component}}', 1, 'Hero', '', '{}', 'generated');
            insert into publications (campaign_id, user_id, slug) values ('{{campaign}}', '{{user}}', 'spring-{{account}}');
            insert into published_pages (campaign_id, user_id, page, html, etag) values ('{{campaign}}', '{{user}}', 'index', '<p>', '"x"');
            insert into ai_generations (id, user_id, campaign_id, component_id, generation_type, model_used, provider)
                values ('{{generation}}', '{{user}}', '{{campaign}}', '{{component}}', 'enhancement', 'offline-writer-1', 'offline');
            insert into generation_steps (id, user_id, generation_id, position, name, section)
                values ('{{component}}', '{{user}}', '{{generation}}', 0, 'Hero', '{}');
            insert into generation_events (user_id, generation_id, seq, type, data) values ('{{user}}', '{{generation}}', 1, 'x', '{}');
            insert into ai_cost_tracking (user_id, date) values ('{{user}}', '2026-01-01');
            insert into ai_ledger (user_id, call_id, generation_id, campaign_id, step_id, entry, provider, model, price_id, input_tokens,
                    output_tokens, amount_nano_usd, day)
                select '{{user}}', '{{component}}', '{{generation}}', '{{campaign}}', '{{component}}', 'settled', provider, model, id,
                    1, 1, 1, '2026-01-01'
                from ai_model_prices where provider = 'offline';
            insert into ai_calls (id, user_id, purpose, provider, model, price_id, reserved_nano_usd, expires_at)
                values ('{{component}}', '{{user}}', 'campaign', 'offline', 'offline-writer-1', '{{component}}', 1, now());
            insert into ai_budgets (id, user_id, scope, period, limit_nano_usd) values ('{{budget}}', '{{user}}', 'account', 'day', 1);
            insert into ai_budget_periods (budget_id, period_start, user_id) values ('{{budget}}', '2026-01-01', '{{user}}');
            insert into ai_holds (call_id, budget_id, period_start, user_id, amount_nano_usd)
                values ('{{component}}', '{{budget}}', '2026-01-01', '{{user}}', 1);
            insert into ai_alerts (user_id, kind, message) values ('{{user}}', 'shutoff', 'x');
            insert into ai_settings (user_id, fallbacks) values ('{{user}}', '{offline}');
            insert into ai_shutoffs (user_id, hard, reason) values ('{{user}}', false, 'x');
            insert into ai_keys (id, user_id, provider, name, base_url)
                values ('{{budget}}', '{{user}}', 'compatible', 'Mine', 'https://models.example');
            insert into ai_breakers (provider, key_id, user_id) values ('compatible', '{{budget}}', '{{user}}');
            insert into ai_model_breakers (provider, key_id, model, user_id, failure, open_until)
                values ('compatible', '{{budget}}', 'mine', '{{user}}', 'forbidden', now());
            insert into ai_models (user_id, key_id, provider, model) values ('{{user}}', '{{budget}}', 'compatible', 'mine');
            insert into ai_model_prices (user_id, key_id, provider, model, valid_from, input_usd_per_mtok, output_usd_per_mtok, context_tokens,
                    max_output_tokens)
                values ('{{user}}', '{{budget}}', 'compatible', 'mine', '2026-01-01', 0, 0, 1000, 1000);
            insert into reference_images (user_id, content_type, width, height, bytes, sha256, content)
                values ('{{user}}', 'image/png', 1, 1, 1, sha256('{{user}}'), '\x00');
            insert into component_library (user_id, name, component_type) values ('{{user}}', 'Hero', 'hero_section');
            insert into campaign_events (user_id, campaign_id, component_id, event_type)
                values ('{{user}}', '{{campaign}}', '{{component}}', 'view');
            insert into campaign_event_ids (user_id, campaign_id, event_id) values ('{{user}}', '{{campaign}}', '{{component}}');
            insert into campaign_stats_daily (user_id, campaign_id, day, event_type) values ('{{user}}', '{{campaign}}', '2026-01-01', 'view');
            insert into campaign_audience_daily (user_id, campaign_id, day, event_type)
                values ('{{user}}', '{{campaign}}', '2026-01-01', 'view');
            insert into campaign_visitors_daily (user_id, campaign_id, day, visitor) values ('{{user}}', '{{campaign}}', '2026-01-01', 'x');
            insert into campaign_currencies (user_id, campaign_id, currency) values ('{{user}}', '{{campaign}}', 'EUR');
            insert into conversions (user_id, campaign_id, component_id, conversion_type)
                values ('{{user}}', '{{campaign}}', '{{component}}', 'booking');
            insert into form_submissions (user_id, campaign_id, component_id, page, fields)
                values ('{{user}}', '{{campaign}}', '{{component}}', 'index', '{}');
            insert into job_queue (user_id, job_type) values ('{{user}}', 'nothing');
            insert into idempotency_keys (user_id, operation, key, fingerprint, attempt, locked_until, expires_at)
                values ('{{user}}', 'o', 'k', '\x00', gen_random_uuid(), now(), now());
            insert into outbox_events (id, user_id, name, payload) values ('{{outbox}}', '{{user}}', 'x.v1', '{}');
            insert into inbox_events (consumer, event_id, user_id) values ('x', '{{outbox}}', '{{user}}');

            """;
    }
}
