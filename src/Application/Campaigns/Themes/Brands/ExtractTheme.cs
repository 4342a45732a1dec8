using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Addresses;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Themes.Brands;

/// <summary>
/// Proposes a theme after a website or an uploaded image: its colours, fonts and logo. The campaign stays as it is. A logo becomes one of the
/// account's images and counts as storage; where there is no room for it, the proposal comes without.
/// </summary>
/// <exception cref="DomainException">
/// NotFound: the campaign, or the image. Validation: nothing can be read there (<c>campaigns.brand_unreadable</c>), or it shows no colour
/// (<c>campaigns.brand_not_found</c>).
/// </exception>
[Requires(CampaignsPermissions.Write)]
public sealed record ExtractTheme(Guid CampaignId, ThemeSource Source) : ICommand<ThemeProposal>;

internal sealed class ExtractThemeValidator : AbstractValidator<ExtractTheme>
{
    public ExtractThemeValidator()
    {
        RuleFor(extract => extract.Source)
            .Must(source => source.Url is null != source.ImageId is null)
            .WithMessage("Give either url or imageId.")
            .OverridePropertyName("url");
        RuleFor(extract => extract.Source.Url)
            .Must(url => url is null || WebAddresses.IsHttp(url))
            .WithMessage(
                $"url must be an http or https address of at most {WebAddresses.MaxLength} characters, without a user name or password."
            )
            .OverridePropertyName("url");
    }
}

internal sealed class ExtractThemeHandler(
    IRepository<Campaign> campaigns,
    IBrandReader brands,
    IOutgoingAddresses addresses,
    IUploads uploads,
    IImageIntake images
) : ICommandHandler<ExtractTheme, ThemeProposal>, IBeforeTransaction<ExtractTheme>
{
    /// <summary>As PUT …/theme takes them.</summary>
    private const int LongestFonts = 300;

    private FoundBrand? brand;

    /// <summary>What stands elsewhere takes its time.</summary>
    public async Task PrepareAsync(ExtractTheme request, CancellationToken cancellationToken)
    {
        if (request.Source.Url is { } url)
        {
            if (await addresses.ProblemOfAsync(url, cancellationToken) is { } problem)
            {
                throw new DomainException(CampaignErrors.BrandUnreadable(problem));
            }
            brand = await brands.ReadAsync(new Uri(url), cancellationToken);
        }
    }

    public async Task<ThemeProposal> Handle(ExtractTheme request, CancellationToken cancellationToken)
    {
        var (_, _, present, _) = Briefing.Kept(await campaigns.RequireAsync(request.CampaignId, cancellationToken));
        if (request.Source.ImageId is { } imageId)
        {
            await uploads.RequireAsync(UploadKind.Image, [imageId], cancellationToken);
            brand = await brands.ReadAsync(
                (await uploads.ReadAsync(imageId, cancellationToken))!.Content,
                cancellationToken
            );
        }
        var (logo, refused) = await KeepAsync(brand!.Logo, cancellationToken);
        var fields = Fields(brand, present);
        var (theme, corrections) = fields.ToChoice().Apply(present);
        return new ThemeProposal(
            fields,
            ThemeView.Of(theme) with
            {
                Corrections = corrections,
            },
            brand.Colours,
            logo,
            refused is null ? brand.Notes : [.. brand.Notes, refused]
        );
    }

    private async Task<(Guid? Id, string? Refused)> KeepAsync(byte[]? logo, CancellationToken cancellationToken)
    {
        try
        {
            // Without the words that the page has for it: those would stand before every model.
            return (logo is null ? null : (await images.TakeAsync(logo, alt: null, cancellationToken)).Id, null);
        }
        catch (DomainException refusal)
        {
            return (null, $"The logo was not kept: {refusal.Error.Message}");
        }
    }

    private static ThemeFields Fields(FoundBrand brand, Theme present)
    {
        var (heading, body) = FontStacks.For(present.Style, present.Language);
        return new ThemeFields(
            present.Style,
            brand.Primary.ToString(),
            brand.Background?.ToString(),
            Text: brand.Text?.ToString(),
            Highlight: brand.Highlight?.ToString(),
            HeadingFont: Fonts(brand.HeadingFont, heading),
            BodyFont: Fonts(brand.BodyFont, body)
        );
    }

    /// <summary>Pages load no font: where a device does not have the brand's, the style's stand in for it.</summary>
    private static string? Fonts(string? own, string others) =>
        own is null ? null
        : own.Length + others.Length + 4 <= LongestFonts ? $"\"{own}\", {others}"
        : $"\"{own}\", sans-serif";
}
