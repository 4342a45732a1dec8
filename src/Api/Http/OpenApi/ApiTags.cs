using Microsoft.OpenApi;

namespace AiWebBuilder.Api.Http.OpenApi;

/// <summary>The groups of the reference, in the order in which a newcomer needs them.</summary>
internal static class ApiTags
{
    private static readonly (string Name, string Description)[] Before =
    [
        (
            "Sign-in",
            "Start here: register or sign in, and send the access token as `Authorization: Bearer`. Refresh it before it expires. "
                + "A page in a browser asks for `refreshCookie`, so that it keeps no lasting secret."
        ),
        ("Campaigns", "From a brief to a campaign: create, plan, generate, archive."),
        ("Components", "The sections and e-mails of a campaign: edit, reorder, lock, regenerate, compare and restore."),
        (
            "Blocks",
            "What sections and e-mails are made of: the props of each kind as a JSON Schema, its layouts and a sample."
        ),
        ("Generations", "What models are writing or have written: progress, cost and rating."),
        ("Publishing", "Check, preview, publish, pause and export a campaign."),
        ("Published pages", "What visitors' browsers ask for. No sign-in."),
        ("Integrations", "Connections to other platforms: connect, verify, sync, and see what was found."),
        ("Analytics", "What visitors did: figures, funnels, events and form submissions."),
        ("AI", "The account's AI: costs, ledger, budgets, alerts, the emergency stop and provider keys."),
        ("Images", "Uploaded images, which pages show and models look at."),
        ("Files", "Uploaded files, which visitors download."),
        ("Account", "The signed-in person: profile, password, two-factor sign-in, sessions, usage and personal data."),
        ("Members", "The people who may act for the account, and their roles."),
        ("API keys", "Keys for programs, limited to scopes."),
        ("Billing", "The plan, and how to buy or change one."),
        ("Operations", "Background jobs, the account's audit log and the server's health."),
    ];

    private static readonly (string Name, string Description)[] Last =
    [
        (
            "Administration",
            "For the platform's administrators. Every change needs a reason, which the audit log keeps."
        ),
    ];

    /// <summary>A tag that has no line above, as a new module's, comes before the last with the summary of its endpoints.</summary>
    public static void Order(OpenApiDocument document, Func<string, string?> summaryOf)
    {
        var used = document
            .Paths.Values.SelectMany(path => path.Operations!.Values)
            .SelectMany(operation => operation.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(tag => tag.Name!)
            .ToHashSet(StringComparer.Ordinal);
        var others = used.Except([.. Before.Select(tag => tag.Name), .. Last.Select(tag => tag.Name)])
            .Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Description: summaryOf(name) ?? name));
        document.Tags = new HashSet<OpenApiTag>(
            Before
                .Concat(others)
                .Concat(Last)
                .Where(tag => used.Contains(tag.Name))
                .Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description })
        );
    }
}
