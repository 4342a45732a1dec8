using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Application.Integrations.Leads;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Integrations.Leads;

[WritesPastUnitOfWork(
    "In the consumer's or the job's transaction: a lead is noted once for each connection, by one statement."
)]
internal sealed class StoredLeads(AppDbContext db, ICurrentUser user, TimeProvider time) : ILeads
{
    public async Task<IReadOnlyList<Guid>> QueueAsync(Guid submissionId, CancellationToken cancellationToken) =>
        await db
            .Database.SqlQuery<Guid>(
                $"""
                insert into platform_leads (user_id, integration_id, submission_id, created_at)
                select i.user_id, i.id, f.id, {time.GetUtcNow()}
                from platform_integrations i join submitted_forms f on f.user_id = i.user_id
                where i.user_id = {user.RequireAccount()} and i.sends_leads and f.id = {submissionId}
                on conflict (integration_id, submission_id) do nothing
                returning id as "Value"
                """
            )
            .ToListAsync(cancellationToken);

    public async Task<PendingLead?> PendingAsync(Guid id, CancellationToken cancellationToken)
    {
        var rows = await db
            .Database.SqlQuery<Row>(
                $"""
                select l.integration_id, l.created_at, l.begun_at is not null as is_repeated, f.id as submission_id, f.campaign_id, f.page,
                    f.fields::text as fields, f.created_at as submitted_at, c.name as campaign
                from platform_leads l
                join submitted_forms f on f.id = l.submission_id
                join account_campaigns c on c.id = f.campaign_id
                where l.user_id = {user.RequireAccount()} and l.id = {id} and l.status = {LeadStatus.Pending}
                """
            )
            .ToListAsync(cancellationToken);
        return rows is [var row]
            ? new PendingLead(
                row.IntegrationId,
                new Lead(
                    id,
                    row.SubmissionId,
                    row.CampaignId,
                    row.Campaign,
                    row.Page,
                    JsonTexts.ObjectIn(row.Fields) ?? [],
                    row.SubmittedAt,
                    row.IsRepeated
                ),
                row.CreatedAt
            )
            : null;
    }

    public async Task<bool> BeginAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            update platform_leads set begun_at = {time.GetUtcNow()}
            where user_id = {user.RequireAccount()} and id = {id} and status = {LeadStatus.Pending}
            """,
            cancellationToken
        ) == 1;

    public Task WaitAsync(Guid id, string reason, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"""
            update platform_leads set reason = {reason}
            where user_id = {user.RequireAccount()} and id = {id} and status = {LeadStatus.Pending}
            """,
            cancellationToken
        );

    public Task FinishAsync(Guid id, string? externalId, string? reason, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"""
            update platform_leads set status = {(
                reason is null ? LeadStatus.Sent : LeadStatus.Failed
            )}, reason = {reason},
                external_id = {externalId}, finished_at = {time.GetUtcNow()}
            where user_id = {user.RequireAccount()} and id = {id} and status = {LeadStatus.Pending}
            """,
            cancellationToken
        );

    private sealed record Row(
        Guid IntegrationId,
        DateTimeOffset CreatedAt,
        bool IsRepeated,
        Guid SubmissionId,
        Guid CampaignId,
        string Page,
        string Fields,
        DateTimeOffset SubmittedAt,
        string Campaign
    );
}
