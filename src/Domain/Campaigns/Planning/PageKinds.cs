namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>What a page of a plan can be.</summary>
public static class PageKinds
{
    public const string Landing = "landing";
    public const string Email = "email";

    public static IReadOnlyList<string> All { get; } =
    [Landing, "confirmation", "watch", "offer", "checkout", "thank-you", Email];
}
