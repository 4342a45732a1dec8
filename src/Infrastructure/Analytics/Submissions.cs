using System.Text.Json;
using AiWebBuilder.Application.Analytics.Submissions;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Analytics;

[WritesPastUnitOfWork("In the command's transaction: what visitors sent is deleted and never changed.")]
internal sealed class Submissions(AppDbContext db, ICurrentUser user) : ISubmissions
{
    public async Task<IReadOnlyList<SubmissionView>> ListAsync(
        Guid campaignId,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        var after = page.Before;
        var rows = await db
            .Database.SqlQuery<Row>(
                $"""
                select id, component_id, page, fields::text as fields, host(ip_address) as ip_address, created_at,
                    (select jsonb_agg(jsonb_build_object('integrationId', lead.integration_id, 'platformType', lead.platform_type,
                            'status', lead.status, 'reason', lead.reason, 'finishedAt', lead.finished_at) order by lead.created_at)
                        from sent_leads lead where lead.submission_id = form_submissions.id)::text as sent_to
                from form_submissions
                where user_id = {user.RequireAccount()} and campaign_id = {campaignId} and (created_at, id) < ({after.At}, {after.Id})
                order by created_at desc, id desc
                limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new SubmissionView(
                row.Id,
                campaignId,
                row.ComponentId,
                row.Page,
                JsonTexts.ObjectIn(row.Fields),
                row.IpAddress,
                row.SentTo is null
                    ? []
                    : JsonSerializer.Deserialize<SentLeadView[]>(row.SentTo, JsonSerializerOptions.Web)!,
                row.CreatedAt
            )),
        ];
    }

    public async Task<bool> DeleteAsync(Guid campaignId, Guid submissionId, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            delete from form_submissions
            where user_id = {user.RequireAccount()} and campaign_id = {campaignId} and id = {submissionId}
            """,
            cancellationToken
        ) == 1;

    private sealed record Row(
        Guid Id,
        Guid? ComponentId,
        string Page,
        string Fields,
        string? IpAddress,
        DateTimeOffset CreatedAt,
        string? SentTo
    );
}
