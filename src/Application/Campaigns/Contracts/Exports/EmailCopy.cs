namespace AiWebBuilder.Application.Campaigns.Contracts.Exports;

/// <param name="Key">Its page key in the campaign.</param>
/// <param name="Html">The whole document, with the product's own fields: <c>%UNSUBSCRIBE_URL%</c>, <c>%FIRST_NAME|there%</c>.</param>
/// <param name="Uploads">That it shows.</param>
public sealed record EmailCopy(string Key, string Subject, string Html, IReadOnlyList<Guid> Uploads);
