using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Alerts;
using AiWebBuilder.Application.Common.Paging;
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
        var (at, id) = page.Before;
        var rows = await db.Alerts()
            .Where(alert =>
                alert.UserId == account
                && EF.Functions.LessThan(ValueTuple.Create(alert.CreatedAt, alert.Id), ValueTuple.Create(at, id))
            )
            .OrderByDescending(alert => alert.CreatedAt)
            .ThenByDescending(alert => alert.Id)
            .Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new AlertView(
                row.Id,
                row.Kind,
                row.Message,
                row.PeriodStart,
                row.Threshold,
                row.Budget,
                JsonSerializer.Deserialize<AlertData>(row.Data, JsonSerializerOptions.Web)!,
                row.CreatedAt
            )),
        ];
    }
}
