namespace AiWebBuilder.Application.Campaigns.Contracts.Exports;

/// <param name="Key">Its page key in the campaign: <c>index</c> for the first.</param>
/// <param name="Description">What search engines show of it; empty: nothing was said.</param>
/// <param name="Address">Where it is published; null: it is not.</param>
public sealed record PageCopy(string Key, string Title, string Description, string? Address);
