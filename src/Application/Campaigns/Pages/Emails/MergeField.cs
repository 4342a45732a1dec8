using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Publishing;

namespace AiWebBuilder.Application.Campaigns.Pages.Emails;

/// <summary>What a sender puts in place of words of an e-mail, for each reader: <c>%FIRST_NAME|there%</c>.</summary>
/// <param name="Name">One of <see cref="Known"/>, or another that somebody has written.</param>
/// <param name="Fallback">What stands there for a reader of whom the sender does not know it; null: nothing does.</param>
public sealed partial record MergeField(string Name, string? Fallback)
{
    public static IReadOnlyList<string> Known { get; } = ["FIRST_NAME", "LAST_NAME", "COMPANY"];

    /// <summary>Those of an e-mail, each once; without the address at which a reader leaves the list.</summary>
    public static IReadOnlyList<MergeField> In(EmailParts email) =>
        [
            .. Written()
                .Matches($"{email.Subject}\n{email.Preheader}\n{email.Text}")
                .Where(field => field.Value != EmailParts.UnsubscribeAddress)
                .Select(field => new MergeField(
                    field.Groups["name"].Value,
                    field.Groups["fallback"] is { Success: true, Value: var fallback }
                    && !string.IsNullOrWhiteSpace(fallback)
                        ? fallback
                        : null
                ))
                .Distinct(),
        ];

    [GeneratedRegex(
        @"%(?<name>[A-Z][A-Z0-9]{0,20}(?:_[A-Z0-9]{1,20}){1,3}|COMPANY)(?:\|(?<fallback>[^%|\r\n]{0,60}))?%",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Written();
}
