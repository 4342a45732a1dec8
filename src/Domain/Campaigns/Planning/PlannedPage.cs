using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <param name="Key"><c>index</c> for the first page, else its path below the published address: <c>thank-you</c>, <c>email-1</c>.</param>
/// <param name="Title">What the page is called, in the campaign's language.</param>
/// <param name="DelayDays">For an e-mail: days after the one before it.</param>
/// <param name="Topic">What it is to be about, in the owner's words; null: the brief does not say.</param>
public sealed record PlannedPage(
    string Key,
    [OneOf(typeof(PageKinds))] string Kind,
    string Title,
    int? DelayDays = null,
    string? Topic = null
);
