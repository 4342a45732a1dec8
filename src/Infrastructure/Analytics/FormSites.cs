using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Analytics;

/// <summary>Where a form of a published campaign stands, and where its sender goes next.</summary>
/// <param name="Page">Null when no live page holds the component.</param>
/// <param name="Html">That page, else the first; empty when there is none.</param>
public sealed record FormSite(Guid CampaignId, string? Page, string Html, string? NextPage);

/// <summary>Finds published forms, as a visitor.</summary>
public sealed class FormSites(Databases databases)
{
    /// <returns>Null when nothing is published at this address.</returns>
    public async Task<FormSite?> FindAsync(string slug, Guid? componentId, CancellationToken cancellationToken)
    {
        await using var command = databases.Public.CreateCommand(
            """
            select campaign_id, page, case when page = 'index' or strpos(html, $2) > 0 then html end, strpos(html, $2) > 0
            from live_pages where slug = $1
            """
        );
        command.Parameters.Add(new NpgsqlParameter { Value = slug });
        command.Parameters.Add(new NpgsqlParameter { Value = $"data-component-id=\"{componentId ?? Guid.Empty}\"" });
        Guid? campaign = null;
        string? page = null;
        string? html = null;
        HashSet<string> pages = new(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            campaign = reader.GetGuid(0);
            pages.Add(reader.GetString(1));
            if (reader.GetBoolean(3) || (html is null && !await reader.IsDBNullAsync(2, cancellationToken)))
            {
                html = reader.GetString(2);
                page = reader.GetBoolean(3) ? reader.GetString(1) : page;
            }
        }
        return campaign is { } found ? new FormSite(found, page, html ?? "", NextPage(page, pages)) : null;
    }

    /// <summary>Whoever signs up on the first page lands on the confirmation, whoever orders behind it is thanked.</summary>
    private static string? NextPage(string? page, HashSet<string> pages)
    {
        string[] candidates = page is null or "index" ? ["confirmation", "thank-you"] : ["thank-you"];
        return candidates.FirstOrDefault(candidate => candidate != page && pages.Contains(candidate));
    }
}
