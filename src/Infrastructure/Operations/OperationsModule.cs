using AiWebBuilder.Application.Common.Security.AuthEvents;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.Modules;
using AiWebBuilder.Infrastructure.Operations.Jobs;
using AiWebBuilder.Infrastructure.Persistence.Outbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.Operations;

internal sealed class OperationsModule : Module
{
    public override IReadOnlyList<OwnedTable> Tables { get; } =
    [
        new("job_queue", PersonalPart.Account("jobs", "lease_owner"))
        {
            Expired = "completed_at < now() - interval '30 days'",
            Erased =
            [
                Erasure.OfAccount,
                // Not the erasure itself, which is under way.
                Erasure.DeleteTraces(
                    "user_id is null and payload ->> 'userId' = $1::text and job_type <> 'identity.erase'"
                ),
            ],
        },
        new("audit_log", PersonalPart.Account("audit-log"))
        {
            Erased =
            [
                Erasure.Anonymise(
                    "user_id = $1 and (before is not null or after is not null or reason is not null)",
                    "before = null, after = null, reason = null"
                ),
                Erasure.Anonymise(
                    "table_name = 'account_invitations' and $2 in (lower(before ->> 'email'), lower(after ->> 'email'))",
                    Without("email")
                ),
                Erasure.Anonymise(
                    "table_name = 'api_keys' and $1::text in (before ->> 'created_by', after ->> 'created_by')"
                        + " and (before ->> 'name' is not null or after ->> 'name' is not null)",
                    Without("name")
                ),
                Erasure.Keep(
                    "user_id = $1",
                    "Who did what and when, by ids that name nobody any more: to prove and to refute misuse (GDPR art. 17(3)(e))."
                ),
            ],
        },
        OwnedTable.NotPersonal("app_settings", "the platform's own"),
        new("idempotency_keys")
        {
            NotExported = "answers kept for a day for a repetition; what they tell of stands in the other parts",
            Expired = "expires_at < now()",
            Erased =
            [
                Erasure.OfAccount,
                // The answer to an invitation holds the address that was invited.
                Erasure.DeleteTraces(
                    "operation = 'inviteMember' and user_id in (select user_id from invited_addresses where address = $2)"
                ),
            ],
        },
        // Events that nobody could handle stay until an operator has seen to them.
        new("outbox_events")
        {
            NotExported = "messages between the product's parts, with ids of what stands in the other parts",
            Expired = "delivered_at < now() - interval '7 days'",
            Erased = [Erasure.OfAccount],
        },
        new("inbox_events")
        {
            NotExported = "which of those messages were handled",
            Erased = [Erasure.Delete("event_id in (select id from outbox_events where user_id = $1)")],
        },
    ];

    public override IReadOnlyList<string> Channels => [JobWorker.Channel, OutboxRelay.Channel];

    public override void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<JobWorkerOptions>(configuration.GetSection(JobWorkerOptions.Section));
        services.AddSingleton<RecurringRuns>();
        services.AddHostedSingleton<JobWorker>();
        services.AddScoped<IAuthEvents, AuthEvents>();
        services.Configure<MailOptions>(configuration.GetSection(MailOptions.Section));
        services.AddSingleton<IMailer>(provider =>
            provider.GetRequiredService<IOptions<MailOptions>>().Value.Host is { Length: > 0 }
                ? ActivatorUtilities.CreateInstance<SmtpMailer>(provider)
                : ActivatorUtilities.CreateInstance<FolderMailer>(provider)
        );
        services.AddSingleton<MachineReads>();
        services.AddSingleton(provider => new WrittenMails(provider.GetRequiredService<IOptions<MailOptions>>()));
    }

    /// <summary>The field is emptied in the row before and in the row after, where it stands there.</summary>
    private static string Without(string field) =>
        $"before = jsonb_set(before, '{{{field}}}', 'null', false), after = jsonb_set(after, '{{{field}}}', 'null', false)";
}
