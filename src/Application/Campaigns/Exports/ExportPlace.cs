using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Pages.Dated;
using AiWebBuilder.Application.Campaigns.Publishing;

namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>Where the campaign stands on the net, or would stand.</summary>
/// <param name="IsLive">Whether it stands there: only then does anybody take what forms post.</param>
internal sealed record ExportPlace(string Server, string Slug, bool IsLive)
{
    private const string NowhereYet =
        "This form has no address yet: publish the campaign and export it again, or set action to a service that takes forms.";

    /// <summary>The uploads that go with it; another's address leads to no file.</summary>
    public IReadOnlyDictionary<Guid, Upload> Uploads { get; init; } = new Dictionary<Guid, Upload>();

    /// <summary>What is over by then is in no page; null: all is.</summary>
    public LocalTime? Time { get; init; }

    /// <summary>The first page's address.</summary>
    public string Address => AddressOf("index");

    public string AddressOf(string key) => Server + Slugs.PathOf(Slug, key);

    /// <summary>Of an upload, where the campaign stands.</summary>
    public string UploadAddressOf(PageUpload upload) => Server + Slugs.UploadPathOf(Slug, upload);

    /// <summary>How pages are served that have left the product.</summary>
    /// <param name="addressOf">Of a page by its key, where they are going to stand.</param>
    /// <param name="uploadAddressOf">Of an upload, likewise.</param>
    public PageServing ServingAt(Func<string, string> addressOf, Func<PageUpload, string> uploadAddressOf) =>
        new(
            addressOf,
            EmailAddressOf: AddressOf,
            UploadAddressOf: uploadAddressOf,
            // Mail programs show none that is not on the net.
            EmailUploadAddressOf: UploadAddressOf,
            FormAction: IsLive ? Server + Slugs.FormActionOf(Slug) : null,
            FormNote: NowhereYet,
            NoIndex: false
        )
        {
            Time = Time,
        };

    /// <summary>What becomes of what visitors send, for whoever puts the pages somewhere.</summary>
    public IEnumerable<string> FormLines() =>
        IsLive
            ?
            [
                $"Forms post to {Server}{Slugs.FormActionOf(Slug)}: what visitors send is listed in the product, as long as the",
                "campaign is published, and they are thanked on a page there. To use another service, set each form's action and",
                $"leave the fields {FormFields.Component} and {FormFields.Trap} out.",
            ]
            :
            [
                "The campaign is not published: its forms have no address yet, and what visitors enter is lost. Publish it and",
                "export it again, or set the action of each form (data-no-action marks them) to a service that takes forms.",
            ];

    /// <summary>What becomes of links in e-mails.</summary>
    public IEnumerable<string> EmailLines() =>
        [
            $"Links lead to {Address}" + (IsLive ? "." : ", where nothing is found until the campaign is published."),
            "E-mails contain no forms, which mail programs do not submit: they link to the pages that have them.",
        ];
}
