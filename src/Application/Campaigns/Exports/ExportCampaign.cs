using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>
/// The campaign as files: a ZIP archive for <c>html</c>, <c>react</c> and <c>email</c>, a WXR document for <c>wordpress</c>,
/// one document for <c>json</c>. The same campaign always gives the same bytes.
/// </summary>
/// <param name="Format">One of <see cref="ExportFormats"/> but <c>json</c>, which <see cref="ExportDocument"/> is.</param>
/// <param name="Server">
/// The product's own address, <c>https://host</c>: where links in e-mails lead, and forms post to while the campaign is published.
/// </param>
/// <exception cref="DomainException">NotFound; Conflict: the campaign has nothing for this format.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record ExportCampaign(Guid CampaignId, string Format, string Server) : IQuery<CampaignExport>;

/// <param name="Name">For the download, without an ending: letters of ASCII, digits, dashes.</param>
/// <param name="ChangedAt">When anything in it last changed: the time that its files bear.</param>
/// <param name="Files">One for <c>wordpress</c>; else what goes into a ZIP, in this order.</param>
public sealed record CampaignExport(string Name, DateTimeOffset ChangedAt, IReadOnlyList<ExportFile> Files);

/// <param name="Path">Relative, parted by <c>/</c>, of letters of ASCII, digits, dashes and dots.</param>
/// <param name="Content">Text, to be written as UTF-8; empty for an image.</param>
public sealed record ExportFile(string Path, string Content)
{
    /// <summary>The uploaded image that the file is (<see cref="ExportImage"/>); null: it is text.</summary>
    public Guid? Image { get; init; }
}

internal sealed class ExportCampaignValidator : AbstractValidator<ExportCampaign>
{
    public ExportCampaignValidator() =>
        RuleFor(export => export.Format)
            .Must(ExportFormats.All.Contains)
            .WithMessage($"format is one of {string.Join(", ", ExportFormats.All)}.");
}

internal sealed class ExportCampaignHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IRepository<Publication> publications,
    IBlocks blocks,
    IUploads uploads
) : IQueryHandler<ExportCampaign, CampaignExport>
{
    public async Task<CampaignExport> Handle(ExportCampaign request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        var publication = await publications.FindAsync(campaign.Id, cancellationToken);
        var place = new ExportPlace(
            request.Server,
            publication?.Slug ?? Slugs.For(campaign),
            publication is { IsLive: true }
        )
        {
            Images = await uploads.FindAsync(
                [.. own.SelectMany(component => PageImages.In(component.Code))],
                cancellationToken
            ),
        };
        var files = request.Format switch
        {
            ExportFormats.Html => HtmlExport.Files(blocks, campaign, own, place),
            ExportFormats.Email => EmailExport.Files(blocks, campaign, own, place),
            ExportFormats.React => ReactExport.Files(campaign, own, place),
            ExportFormats.WordPress => WordPressExport.Files(campaign, own, place),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Format, "A format without files."),
        };
        return files.Count == 0
            ? throw new DomainException(CampaignErrors.NothingToExport)
            : new CampaignExport(
                Slugs.For(campaign),
                own.Select(component => component.UpdatedAt).Append(campaign.UpdatedAt).Max(),
                files
            );
    }
}

/// <summary>Where the campaign stands on the net, or would stand.</summary>
/// <param name="IsLive">Whether it stands there: only then does anybody take what forms post.</param>
internal sealed record ExportPlace(string Server, string Slug, bool IsLive)
{
    private const string NowhereYet =
        "This form has no address yet: publish the campaign and export it again, or set action to a service that takes forms.";

    /// <summary>The uploaded images that go with it; another's address leads to no file.</summary>
    public IReadOnlyDictionary<Guid, Upload> Images { get; init; } = new Dictionary<Guid, Upload>();

    /// <summary>The first page's address.</summary>
    public string Address => AddressOf("index");

    public string AddressOf(string key) => Server + Slugs.PathOf(Slug, key);

    /// <summary>Of an uploaded image, where the campaign stands.</summary>
    public string ImageAddressOf(Guid image) => Server + Slugs.ImagePathOf(Slug, image);

    /// <summary>How pages are served that have left the product.</summary>
    /// <param name="addressOf">Of a page by its key, where they are going to stand.</param>
    /// <param name="imageAddressOf">Of an uploaded image, likewise.</param>
    public PageServing ServingAt(Func<string, string> addressOf, Func<Guid, string> imageAddressOf) =>
        new(
            addressOf,
            EmailAddressOf: AddressOf,
            ImageAddressOf: imageAddressOf,
            // Mail programs show none that is not on the net.
            EmailImageAddressOf: ImageAddressOf,
            FormAction: IsLive ? Server + Slugs.FormActionOf(Slug) : null,
            FormNote: NowhereYet,
            NoIndex: false
        );

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

/// <summary>Names of files from keys of pages.</summary>
internal static class ExportNames
{
    private static readonly string[] Reserved = ["con", "prn", "aux", "nul"];

    /// <summary>
    /// Each key as a name that every file system takes and that leads nowhere else: keys are checked when they are made, but an
    /// export must not depend on that. Two keys never share a name.
    /// </summary>
    public static IReadOnlyDictionary<string, string> For(IEnumerable<string> keys)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (var key in keys)
        {
            var letters = key.ToLowerInvariant()
                .Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')
                .Take(100);
            var name = string.Concat(letters).Trim('-');
            if (name.Length == 0 || Reserved.Contains(name) || name is ['c', 'o', 'm', _] or ['l', 'p', 't', _])
            {
                name = name.Length == 0 ? "page" : $"page-{name}";
            }
            var free = name;
            for (var number = 2; !taken.Add(free); number++)
            {
                free = $"{name}-{number}";
            }
            names[key] = free;
        }
        return names;
    }
}
