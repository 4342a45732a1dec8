using AiWebBuilder.Application.Campaigns.Pages.Dated;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>How a campaign's pages are served.</summary>
/// <param name="AddressOf">The address of a page by its key; null: links stay relative to the campaign.</param>
/// <param name="EmailAddressOf">The same for links in e-mails; null: as in pages.</param>
/// <param name="UploadAddressOf">The address of an upload; null: it stays relative to the campaign.</param>
/// <param name="EmailUploadAddressOf">The same for uploads in e-mails; null: as in pages.</param>
/// <param name="Tracking">The tracking script; null for previews and exports.</param>
/// <param name="FormAction">Where forms post to; null when they go nowhere.</param>
/// <param name="CanonicalOf">The absolute address of a page by its key; null: it stands nowhere yet.</param>
/// <param name="Pictures">What stands for the campaign where it is linked to; null: nothing is drawn.</param>
/// <param name="FormNote">What a form that goes nowhere says of it in its markup.</param>
internal sealed record PageServing(
    Func<string, string>? AddressOf = null,
    Func<string, string>? EmailAddressOf = null,
    Func<PageUpload, string>? UploadAddressOf = null,
    Func<PageUpload, string>? EmailUploadAddressOf = null,
    PageTracking? Tracking = null,
    string? FormAction = null,
    string? FormNote = null,
    Func<string, string>? CanonicalOf = null,
    PagePictures? Pictures = null,
    bool NoIndex = true
)
{
    /// <summary>What is over by then is left out; null: nothing is.</summary>
    public LocalTime? Time { get; init; }

    /// <summary>The sizes of an uploaded image, as <c>srcset</c> has them; null, or null of one: there is one alone.</summary>
    public Func<Guid, string?>? ImageSizesOf { get; init; }

    /// <summary>Whether the pages are asked again later what is over: they keep what tells.</summary>
    public bool KeepsDates { get; init; }
}
