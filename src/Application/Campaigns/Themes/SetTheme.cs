using System.Text.RegularExpressions;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Themes;

/// <summary>
/// Gives all pages of a campaign another look, without a model and without a change of words: in one transaction, so that no page is half
/// old. Published pages change when the campaign is published again.
/// </summary>
/// <exception cref="DomainException">NotFound; Conflict: archived, or a generation is running; PaymentRequired <c>plan.over_limit</c>.</exception>
[Requires(CampaignsPermissions.Write)]
public sealed record SetTheme(Guid CampaignId, ThemeFields Fields) : ICommand<ThemeView>;

internal sealed class SetThemeValidator : AbstractValidator<SetTheme>
{
    private const string FontNames =
        @"^(?:[\p{L}\p{N} _-]+|""[\p{L}\p{N} _-]+"")(?:, ?(?:[\p{L}\p{N} _-]+|""[\p{L}\p{N} _-]+""))*\z";

    public SetThemeValidator()
    {
        RuleFor(set => set.Fields.Style)
            .Must(ThemeStyles.All.Contains)
            .WithMessage($"style must be one of {string.Join(", ", ThemeStyles.All)}.")
            .OverridePropertyName("style");
        Colour("primary", fields => fields.Primary);
        Colour("background", fields => fields.Background);
        Colour("surface", fields => fields.Surface);
        Colour("text", fields => fields.Text);
        Colour("mutedText", fields => fields.MutedText);
        Colour("onPrimary", fields => fields.OnPrimary);
        Colour("highlight", fields => fields.Highlight);
        Colour("onHighlight", fields => fields.OnHighlight);
        Colour("accent", fields => fields.Accent);
        Colour("border", fields => fields.Border);
        Colour("decoration", fields => fields.Decoration);
        RuleFor(set => set.Fields.Motif)
            .Must(motif => motif is null || Trades.Motifs.Contains(motif))
            .WithMessage($"motif must be one of {string.Join(", ", Trades.Motifs)}.")
            .OverridePropertyName("motif");
        RuleFor(set => set.Fields.TextSize)
            .Must(size => size is null || TextSizes.All.Contains(size))
            .WithMessage($"textSize is one of {string.Join(", ", TextSizes.All)}.")
            .OverridePropertyName("textSize");
        Font("headingFont", fields => fields.HeadingFont);
        Font("bodyFont", fields => fields.BodyFont);

        void Colour(string name, Func<ThemeFields, string?> colour) =>
            RuleFor(set => colour(set.Fields))
                .Must(text => text is null || Domain.Campaigns.Looks.Colour.TryParse(text, out _))
                .WithMessage($"{name} must be a colour: #RGB or #RRGGBB.")
                .OverridePropertyName(name);

        void Font(string name, Func<ThemeFields, string?> font) =>
            RuleFor(set => font(set.Fields))
                .MaximumLength(300)
                .Matches(FontNames, RegexOptions.NonBacktracking)
                .WithMessage($"{name} must be a list of font names, separated by commas.")
                .OverridePropertyName(name);
    }
}

internal sealed class SetThemeHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    ICampaignTurns turns,
    IBlocks blocks,
    IUploads uploads,
    IPlanLimits limits
) : ICommandHandler<SetTheme, ThemeView>
{
    public async Task<ThemeView> Handle(SetTheme request, CancellationToken cancellationToken)
    {
        await turns.TakeForAllAsync(request.CampaignId, cancellationToken);
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var (_, _, present, _) = Briefing.Kept(campaign);
        var (theme, corrections) = request.Fields.ToChoice().Apply(present);
        campaign.Restyle(theme);
        await limits.RequireEditableAsync(PlanResource.PublishedPages, campaign.Id, cancellationToken);

        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        var site = await CampaignSite.OfAsync(uploads, campaign, own, props: null, cancellationToken);
        var restyled = 0;
        foreach (var component in own.Where(one => one.IsAttached))
        {
            var before = component.Content;
            component.Restyle(blocks.LayAnew(site, ComponentPlace.Of(component), before));
            restyled += component.Content == before ? 0 : 1;
        }
        return ThemeView.Of(campaign.Theme!) with { Corrections = corrections, Restyled = restyled };
    }
}
