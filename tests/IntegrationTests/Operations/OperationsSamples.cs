using AiWebBuilder.IntegrationTests.Isolation;

namespace AiWebBuilder.IntegrationTests.Operations;

internal sealed class OperationsSamples : ModuleSamples
{
    public override IReadOnlyDictionary<string, string> Bodies { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["setSetting"] = """{"value":{"campaignsGenerated":1},"reason":"Mine now."}""",
            ["retryPlatformJob"] = """{"reason":"Mine now."}""",
            ["pauseQueue"] = """{"reason":"Mine now."}""",
            ["runRecurringWork"] = """{"reason":"Mine now."}""",
        };

    public override IReadOnlyDictionary<string, string> Places { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["key"] = "limits.freemium",
            ["reason"] = "none",
            ["queue"] = "campaigns.generate",
            ["work"] = "operations.retention",
        };

    public override IReadOnlyList<ForeignAnswer> ForeignAnswers { get; } =
    [new("listAuditLog", "rowId", 200, "a filter: the list is empty, as for an id of nothing")];

    public override string Rows(Guid user, string account)
    {
        var outbox = SampleIds.Of(account, "event");
        return $$"""
            insert into job_queue (user_id, job_type) values ('{{user}}', 'nothing');
            insert into idempotency_keys (user_id, operation, key, fingerprint, attempt, locked_until, expires_at)
                values ('{{user}}', 'o', 'k', '\x00', gen_random_uuid(), now(), now());
            insert into outbox_events (id, user_id, name, payload) values ('{{outbox}}', '{{user}}', 'x.v1', '{}');
            insert into inbox_events (consumer, event_id, user_id) values ('x', '{{outbox}}', '{{user}}');

            """;
    }

    public override async Task MakeAsync(Tenant tenant, Host database, string word) =>
        tenant.Is(await tenant.OneOfAsync(database, "job_queue"), "jobId");
}
