using AiWebBuilder.Application.AiUsage.Contracts;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>An upload that a component shows or offers, be it there or not.</summary>
public sealed record ShownUpload(Guid ComponentId, PageUpload Upload)
{
    /// <param name="there">The account's.</param>
    internal bool IsIn(IReadOnlyDictionary<Guid, Upload> there) =>
        there.TryGetValue(Upload.Id, out var upload) && upload.Kind == Upload.Kind;
}
