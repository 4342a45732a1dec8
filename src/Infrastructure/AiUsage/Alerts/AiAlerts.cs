using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Alerts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage.Alerts;

internal sealed class AiAlerts(AppDbContext db, ICurrentUser user) : IAiAlerts
{
    public async Task<IReadOnlyList<AlertView>> ListAsync(
        bool ofPlatform,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        Guid? account = ofPlatform ? null : user.RequireAccount();
        if (ofPlatform)
        {
            await db.AsPlatformAsync(reason: null, cancellationToken);
        }
        var (at, id) = page.After is { } after ? (after.At, after.Id) : (DateTimeOffset.MaxValue, Guid.AllBitsSet);
        var rows = await db
            .Database.SqlQuery<Row>(
                $"""
                select id, kind, message, period_start, threshold::integer as threshold, data::text as data, created_at
                from ai_alerts
                where user_id is not distinct from {account} and (created_at, id) < ({at}, {id})
                order by created_at desc, id desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new AlertView(
                row.Id,
                row.Kind,
                row.Message,
                row.PeriodStart,
                row.Threshold,
                JsonNode.Parse(row.Data),
                row.CreatedAt
            )),
        ];
    }

    private sealed record Row(
        Guid Id,
        string Kind,
        string Message,
        DateOnly? PeriodStart,
        int? Threshold,
        string Data,
        DateTimeOffset CreatedAt
    );
}
