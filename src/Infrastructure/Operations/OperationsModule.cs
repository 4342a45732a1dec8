using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.Modules;
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
        },
        new("audit_log", PersonalPart.Account("audit-log")),
        new("app_settings") { NotExported = "the platform's own" },
        new("idempotency_keys")
        {
            NotExported = "answers kept for a day for a repetition; what they tell of stands in the other parts",
            Expired = "expires_at < now()",
        },
        // Events that nobody could handle stay until an operator has seen to them.
        new("outbox_events")
        {
            NotExported = "messages between the product's parts, with ids of what stands in the other parts",
            Expired = "delivered_at < now() - interval '7 days'",
        },
        new("inbox_events") { NotExported = "which of those messages were handled" },
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
        services.AddSingleton(provider => new WrittenMails(provider.GetRequiredService<IOptions<MailOptions>>()));
    }
}
