using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Contracts.Exports;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Writing;

namespace AiWebBuilder.Infrastructure.Integrations.GoHighLevel;

/// <summary>What of a campaign a location keeps: of each page three custom values, which pages there can name, and each e-mail as a template.</summary>
internal static partial class GoHighLevelCopy
{
    /// <summary>The product's fields, and what a sender at GoHighLevel puts in their place.</summary>
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["FIRST_NAME"] = "{{contact.first_name}}",
        ["LAST_NAME"] = "{{contact.last_name}}",
        ["COMPANY"] = "{{contact.company_name}}",
    };

    public static IReadOnlyList<CopyPiece> PiecesOf(CampaignCopy copy) =>
        [
            .. copy.Pages.SelectMany(page => ValuesOf(copy, page)),
            .. copy.Emails.Select(email => TemplateOf(copy, email)),
        ];

    private static IEnumerable<CopyPiece> ValuesOf(CampaignCopy copy, PageCopy page) =>
        new[] { ("title", page.Title), ("description", page.Description), ("address", page.Address ?? "") }
            .Where(value => value.Item2.Length > 0)
            .Select(value => new CopyPiece(
                $"{page.Key}/{value.Item1}",
                PlatformObjects.CustomValues,
                $"{copy.Name}: {page.Key}: {value.Item1}",
                value.Item2,
                []
            ));

    private static CopyPiece TemplateOf(CampaignCopy copy, EmailCopy email)
    {
        List<string> losses = [];
        var html = Field()
            .Replace(
                email.Html.Replace("%UNSUBSCRIBE_URL%", "{{email.unsubscribe_link}}", StringComparison.Ordinal),
                match =>
                {
                    var field = Fields[match.Groups["name"].Value];
                    if (match.Groups["fallback"].Success)
                    {
                        losses.Add($"{field} has no words for readers of whom GoHighLevel does not know it.");
                    }
                    return field;
                }
            );
        return new CopyPiece(email.Key, PlatformObjects.Emails, $"{copy.Name}: {email.Subject}", html, email.Uploads)
        {
            Losses = [.. losses.Distinct(StringComparer.Ordinal)],
        };
    }

    [GeneratedRegex(
        @"%(?<name>FIRST_NAME|LAST_NAME|COMPANY)(?:\|(?<fallback>[^%|\r\n]{0,200}))?%",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Field();
}
