using System.Text.Json;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Leads;

/// <summary>
/// Sends one lead to one platform. That an attempt begins is noted before it: whoever takes over from a killed worker has the platform looked through for what
/// may have come there. A lead waits for a platform that is in trouble, or for a person who must see to the connection, for a week.
/// </summary>
internal sealed class LeadJob(
    ILeads leads,
    IRepository<PlatformIntegration> integrations,
    IEnumerable<IPlatformAdapter> platforms,
    ICredentialVault vault,
    IUnitOfWork unitOfWork,
    TimeProvider time
) : IJobHandler
{
    public const string Type = "integrations.lead";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);
    private static readonly TimeSpan UntilBetter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan UntilSeenTo = TimeSpan.FromHours(1);

    internal sealed record Payload(Guid LeadId);

    public string JobType => Type;

    public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
    {
        var id = IdOf(job);
        if (
            await unitOfWork.ReadAsync(() => FindAsync(id, cancellationToken), cancellationToken)
            is not var (pending, integration)
        )
        {
            return;
        }
        var platform = platforms.Single(one => one.Platform == integration.PlatformType);
        if (
            integration.ConnectionStatus != ConnectionStatus.Connected
            || vault.Open(integration) is not { } credentials
        )
        {
            await WaitAsync(
                pending,
                integration.NextStep ?? "The connection has no credentials that can be opened: send them again.",
                UntilSeenTo,
                check: null,
                cancellationToken
            );
            return;
        }
        if (!await ChangeAsync(() => leads.BeginAsync(id, cancellationToken), cancellationToken))
        {
            return;
        }
        try
        {
            var contact = await platform.Leads!.SendAsync(
                new PlatformConnection(
                    integration.Id,
                    integration.UserId,
                    integration.PlatformType,
                    credentials,
                    JsonTexts.ObjectIn(integration.PlatformMetadata) ?? []
                ),
                pending.Lead,
                cancellationToken
            );
            await FinishAsync(id, contact, reason: null, cancellationToken);
        }
        catch (LeadRefusedException refused)
        {
            await FinishAsync(id, externalId: null, refused.Message, cancellationToken);
        }
        catch (PlatformUnavailableException refused)
        {
            var wait = refused.Check is not null || refused.IsOfObject ? UntilSeenTo : UntilBetter;
            await WaitAsync(pending, refused.Message, refused.RetryAfter ?? wait, refused.Check, cancellationToken);
        }
    }

    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) =>
        FinishAsync(
            IdOf(job),
            externalId: null,
            "It could not be sent, however often it was tried: enter it there by hand.",
            cancellationToken
        );

    public async Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
        await unitOfWork.ReadAsync(() => FindAsync(IdOf(job), cancellationToken), cancellationToken) is not null;

    /// <exception cref="JobPostponedException">It is tried again then.</exception>
    private async Task WaitAsync(
        PendingLead pending,
        string reason,
        TimeSpan wait,
        ConnectionCheck? check,
        CancellationToken cancellationToken
    )
    {
        var isOver = time.GetUtcNow() - pending.CreatedAt > Longest;
        await ChangeAsync(
            async () =>
            {
                if (
                    check is not null
                    && await integrations.FindAsync(pending.IntegrationId, cancellationToken) is { } integration
                )
                {
                    integration.Break(check);
                }
                if (isOver)
                {
                    await leads.FinishAsync(pending.Lead.Id, externalId: null, reason, cancellationToken);
                }
                else
                {
                    await leads.WaitAsync(pending.Lead.Id, reason, cancellationToken);
                }
                return true;
            },
            cancellationToken
        );
        if (!isOver)
        {
            throw new JobPostponedException(wait);
        }
    }

    private Task<bool> FinishAsync(Guid id, string? externalId, string? reason, CancellationToken cancellationToken) =>
        ChangeAsync(
            async () =>
            {
                await leads.FinishAsync(id, externalId, reason, cancellationToken);
                return true;
            },
            cancellationToken
        );

    private Task<bool> ChangeAsync(Func<Task<bool>> change, CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync(change, cancellationToken);

    private async Task<(PendingLead Lead, PlatformIntegration Integration)?> FindAsync(
        Guid id,
        CancellationToken cancellationToken
    ) =>
        await leads.PendingAsync(id, cancellationToken) is { } lead
        && await integrations.FindAsync(lead.IntegrationId, cancellationToken) is { } integration
            ? (lead, integration)
            : null;

    private static Guid IdOf(JobContext job) => job.Payload.Deserialize<Payload>(JsonSerializerOptions.Web)!.LeadId;
}
