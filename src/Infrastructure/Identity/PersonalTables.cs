namespace AiWebBuilder.Infrastructure.Identity;

/// <param name="Part">What the export calls it.</param>
/// <param name="Rows">Which rows are whose, beside row-level security; by an index.</param>
/// <param name="Without">Columns that stay here: secrets, hashes of them, what is computed from others, and names of machines.</param>
internal sealed record PersonalTable(string Part, string Table, string Rows, params string[] Without)
{
    /// <summary>SQL for a name and the bytes of each row that is a file: it goes out beside the rows.</summary>
    public (string Name, string Bytes)? Files { get; init; }
}

/// <summary>
/// What of the whole schema goes into an export (docs/decisions/0015). A test compares it with the live catalogue: a table that stands in
/// none of the lists fails it, and so does a column that looks like a secret.
/// </summary>
internal static class PersonalTables
{
    private const string OfAccount = "user_id = app_tenant()";
    private const string OfCampaigns = "campaign_id in (select id from campaigns where user_id = app_tenant())";
    private const string OfGenerations =
        "generation_id in (select id from ai_generations where user_id = app_tenant())";
    private const string OfPerson = "user_id = app_actor()";

    /// <summary>The person's own, whichever account they act for.</summary>
    public static IReadOnlyList<PersonalTable> Person { get; } =
    [
        new("profile", "users", "id = app_actor()", "password_hash", "password_scheme"),
        new("sessions", "user_sessions", OfPerson),
        new("memberships", "account_members", "member_id = app_actor()"),
        new("mail-links", "email_tokens", OfPerson, "token_hash"),
        new("second-factor", "totp_factors", OfPerson, "sealed_secret"),
        new("recovery-codes", "recovery_codes", OfPerson, "code_hash"),
        new("erasures", "erasures", OfPerson),
    ];

    /// <summary>The account's, for its owner.</summary>
    public static IReadOnlyList<PersonalTable> Account { get; } =
    [
        new("members", "account_members", OfAccount),
        new("invitations", "account_invitations", OfAccount, "token_hash"),
        new("api-keys", "api_keys", OfAccount, "secret_hash"),
        new("campaigns", "campaigns", OfAccount, "search_vector"),
        new("components", "campaign_components", OfCampaigns),
        new(
            "component-versions",
            "component_versions",
            "component_id in (select k.id from campaign_components k join campaigns c on c.id = k.campaign_id where c.user_id = app_tenant())"
        ),
        new("publications", "publications", OfCampaigns),
        new("published-pages", "published_pages", OfCampaigns),
        new("images", "reference_images", OfAccount, "sha256", "content")
        {
            Files = ("id || '.' || split_part(content_type, '/', 2)", "content"),
        },
        new("generations", "ai_generations", OfAccount),
        new("generation-steps", "generation_steps", OfGenerations),
        new("generation-events", "generation_events", OfGenerations),
        new("ledger", "ai_ledger", OfAccount),
        new("ai-calls", "ai_calls", OfAccount, "request_hash"),
        new("ai-budgets", "ai_budgets", OfAccount),
        new("ai-budget-periods", "ai_budget_periods", OfAccount),
        new("ai-alerts", "ai_alerts", OfAccount),
        new("ai-settings", "ai_settings", OfAccount),
        new("ai-shutoffs", "ai_shutoffs", OfAccount),
        new("ai-keys", "ai_keys", OfAccount, "sealed_secret"),
        new("ai-models", "ai_models", OfAccount),
        new("ai-prices", "ai_model_prices", OfAccount),
        new("daily-costs", "ai_cost_tracking", OfAccount),
        new("usage", "user_usage", OfAccount),
        new("usage-warnings", "usage_warnings", OfAccount),
        new("billing", "billing_accounts", OfAccount),
        new("library", "component_library", OfAccount, "search_vector"),
        new("integrations", "platform_integrations", OfAccount, "encrypted_credentials"),
        new("analyses", "platform_analyses", OfAccount),
        new("submissions", "form_submissions", OfCampaigns),
        new("conversions", "conversions", OfCampaigns),
        new("events", "campaign_events", OfCampaigns),
        new("daily-figures", "campaign_stats_daily", OfCampaigns),
        new("daily-audience", "campaign_audience_daily", OfCampaigns),
        new("daily-visitors", "campaign_visitors_daily", OfCampaigns),
        new("currencies", "campaign_currencies", OfCampaigns),
        new("jobs", "job_queue", OfAccount, "lease_owner"),
        new("audit-log", "audit_log", OfAccount),
    ];

    /// <summary>What is not in it, and why.</summary>
    public static IReadOnlyDictionary<string, string> LeftOut { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["campaign_event_ids"] = "the ids of the events once more, by which repetitions are recognized",
            ["idempotency_keys"] =
                "answers kept for a day for a repetition; what they tell of stands in the other parts",
            ["outbox_events"] = "messages between the product's parts, with ids of what stands in the other parts",
            ["inbox_events"] = "which of those messages were handled",
            ["sign_in_throttles"] = "failed sign-ins under a keyed hash, which tells nobody's address",
            ["invitation_mails"] =
                "how often an address was invited within a day, under a keyed hash, which tells nobody's address",
            ["visitor_salts"] = "secret, and deleted after two days",
            ["ai_books_checks"] = "the platform's own",
            ["analytics_maintenance"] = "the platform's own",
            ["app_settings"] = "the platform's own",
            ["ai_holds"] = "which budgets each call of the other parts was held against",
            ["ai_breakers"] = "the platform's own: which providers are left alone for the moment",
            ["ai_model_breakers"] = "the platform's own: which models are left alone for the moment",
            ["billing_events"] = "the platform's own: ids of events of the payment provider",
        };
}
