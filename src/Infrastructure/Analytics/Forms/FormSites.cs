using AiWebBuilder.Infrastructure.Persistence;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Analytics.Forms;

/// <summary>Where a form of a published campaign stands, and where its sender goes next.</summary>
/// <param name="Page">The key of the page.</param>
/// <param name="Document">That page.</param>
/// <param name="Form">Null: no live page has a form.</param>
public sealed record FormSite(Guid CampaignId, string Page, IDocument Document, PublishedForm? Form, string? NextPage);

/// <summary>Finds published forms, as a visitor.</summary>
public sealed class FormSites(Databases databases)
{
    /// <summary>
    /// The component's form; where several stand in it, the one that has these fields. A page that was loaded or exported before its
    /// campaign was published anew names a component that may be gone: then the campaign's form with these fields is meant.
    /// </summary>
    /// <param name="names">The names of the fields that were sent.</param>
    /// <returns>Null when nothing is published at this address.</returns>
    public async Task<FormSite?> FindAsync(
        string slug,
        Guid? componentId,
        IReadOnlyCollection<string> names,
        CancellationToken cancellationToken
    )
    {
        await using var command = databases.Public.CreateCommand(
            """
            select campaign_id, page, case when page = 'index' or strpos(html, '</form>') > 0 then html end
            from live_pages where slug = $1 order by page <> 'index', page
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = slug });
        Guid? campaign = null;
        List<string> keys = [];
        List<(string Page, string Html)> pages = [];
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                campaign = reader.GetGuid(0);
                keys.Add(reader.GetString(1));
                if (!await reader.IsDBNullAsync(2, cancellationToken))
                {
                    pages.Add((reader.GetString(1), reader.GetString(2)));
                }
            }
        }
        if (campaign is not { } found)
        {
            return null;
        }
        var named = $"data-component-id=\"{componentId}\"";
        var candidates =
            componentId is null
            || pages.Find(page => page.Html.Contains(named, StringComparison.Ordinal)) is not { Html: { } } own
                ? pages
                : [own];
        var parser = new HtmlParser();
        var documents = candidates
            .DefaultIfEmpty((Page: keys[0], Html: ""))
            .Select(page => (page.Page, Document: (IDocument)parser.ParseDocument(page.Html)))
            .ToList();
        var best = documents
            .SelectMany(page => PublishedForm.In(page.Document).Select(form => (page.Page, page.Document, Form: form)))
            .OrderBy(one => one.Form.ComponentId != componentId)
            .ThenBy(one => one.Form.Lacks(names))
            .FirstOrDefault();
        return best.Form is null
            ? new FormSite(found, documents[0].Page, documents[0].Document, null, null)
            : new FormSite(found, best.Page, best.Document, best.Form, NextPage(best.Page, keys));
    }

    /// <summary>Whoever signs up on the first page lands on the confirmation, whoever orders behind it is thanked.</summary>
    private static string? NextPage(string page, List<string> pages)
    {
        string[] candidates = page == "index" ? ["confirmation", "thank-you"] : ["thank-you"];
        return candidates.FirstOrDefault(candidate => candidate != page && pages.Contains(candidate));
    }
}
