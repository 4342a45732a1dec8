using AiWebBuilder.Application.Campaigns;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Campaigns;

internal sealed class CampaignReads(AppDbContext db) : ICampaignReads
{
    public async Task<IReadOnlyList<CampaignView>> ListAsync(
        PageRequest page,
        string? status,
        string? type,
        string? q,
        CancellationToken cancellationToken
    )
    {
        IQueryable<Campaign> campaigns = string.IsNullOrWhiteSpace(q)
            ? db.Set<Campaign>()
            : db.Set<Campaign>()
                .FromSql(
                    $"""
                    select *, xmin from campaigns
                    where search_vector @@ (websearch_to_tsquery('simple', {q}) || websearch_to_tsquery('english', {q}))
                    """
                );
        if (status is not null)
        {
            campaigns = campaigns.Where(campaign => campaign.Status == status);
        }
        if (type is not null)
        {
            campaigns = campaigns.Where(campaign => campaign.Type == type);
        }
        if (page.After is { } after)
        {
            campaigns = campaigns.Where(campaign =>
                EF.Functions.LessThan(
                    ValueTuple.Create(campaign.CreatedAt, campaign.Id),
                    ValueTuple.Create(after.At, after.Id)
                )
            );
        }
        var rows = await campaigns
            .AsNoTracking()
            .OrderByDescending(campaign => campaign.CreatedAt)
            .ThenByDescending(campaign => campaign.Id)
            .Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(CampaignView.Of)];
    }
}
