using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>A component's fields, as a client sends them: the kind of a block with its props, or code.</summary>
/// <param name="ComponentType">Absent: the block's.</param>
/// <param name="Code">HTML: one section, or one part of an e-mail; at most 200 kB. Absent: it is made of the props.</param>
/// <param name="Props">At most 64 kB. Without code they follow the schema of the block.</param>
/// <param name="CssStyles">Rules for this component; at most 100 kB. Only with code.</param>
/// <param name="Page">The page or the e-mail it stands on; absent: <c>index</c>, and for a part of an e-mail a new e-mail.</param>
/// <param name="Kind">
/// The kind of a block (<c>GET /v1/blocks</c>); with code any name, and when absent <c>custom</c>, of a part of an e-mail <c>e-custom</c>.
/// </param>
/// <example>{"name":"Opening hours","componentType":"custom","code":"&lt;section class=\"hours\"&gt;&lt;h2&gt;Opening hours&lt;/h2&gt;&lt;p&gt;Monday to Friday, 9 to 18.&lt;/p&gt;&lt;/section&gt;","cssStyles":".hours { padding: 2rem; }","page":"index"}</example>
public sealed record ComponentFields(
    string Name,
    [OneOf(typeof(ComponentTypes))] string? ComponentType = null,
    string? Code = null,
    JsonObject? Props = null,
    string? CssStyles = null,
    string? Page = null,
    string? Kind = null,
    Guid? ParentComponentId = null
)
{
    /// <summary>What would make the same component again in another campaign.</summary>
    internal static ComponentFields Of(CampaignComponent component)
    {
        var props = JsonNode.Parse(component.Props)?.AsObject();
        return component.IsAttached
            ? new(component.Name, Props: props, Page: component.Page, Kind: component.Kind)
            : new(
                component.Name,
                component.ComponentType,
                component.Code,
                props,
                component.CssStyles,
                component.Page,
                component.Kind
            );
    }

    /// <summary>With code: what is shown is what the client sent.</summary>
    internal ComponentContent ToDetached() =>
        new(
            Name.Trim(),
            Code ?? "",
            string.IsNullOrEmpty(CssStyles) ? null : CssStyles,
            Json(Props),
            IsAttached: false
        );

    internal static string Json(JsonObject? props) => (props ?? []).ToJsonString(Briefing.PromptJson);
}

internal sealed class ComponentFieldsValidator : AbstractValidator<ComponentFields>
{
    private const int MaxCodeBytes = 200_000;
    private const int MaxCssBytes = 100_000;
    private const int MaxPropsBytes = 64_000;

    public ComponentFieldsValidator()
    {
        RuleFor(fields => fields.Name).NotEmpty().MaximumLength(255);
        RuleFor(fields => fields.ComponentType)
            .Must(type => type is null || ComponentTypes.All.Contains(type))
            .WithMessage($"componentType must be one of {string.Join(", ", ComponentTypes.All)}.");
        RuleFor(fields => fields.Code)
            .Must(code => code is null || Encoding.UTF8.GetByteCount(code) <= MaxCodeBytes)
            .WithMessage("code may have at most 200 kB.");
        RuleFor(fields => fields.CssStyles)
            .Must(css => css is null || Encoding.UTF8.GetByteCount(css) <= MaxCssBytes)
            .WithMessage("cssStyles may have at most 100 kB.");
        RuleFor(fields => fields.Props)
            .Must(JsonTexts.IsStorable)
            .WithMessage(
                $"props contains U+0000, U+FFFE or an unpaired surrogate, a number out of range, or more levels than {JsonTexts.MaxLevels} levels."
            )
            .DependentRules(() =>
                RuleFor(fields => fields.Props)
                    .Must(props => Encoding.UTF8.GetByteCount(ComponentFields.Json(props)) <= MaxPropsBytes)
                    .WithMessage("props may have at most 64 kB.")
            );
        RuleFor(fields => fields.Page)
            .Must(page => page is null || PageKeys.IsValid(page))
            .WithMessage("page must have 1 to 100 lower-case letters, digits and dashes.");
        RuleFor(fields => fields.Kind)
            .Must(kind => kind is null || (PageKeys.IsValid(kind) && kind.Length <= 50))
            .WithMessage("kind must have 1 to 50 lower-case letters, digits and dashes.");
    }
}

/// <summary>Positions within a campaign: rows that only move together, so statements move them.</summary>
public interface IComponentOrder
{
    /// <summary>
    /// Makes room at the end of the page, which later pages move on for. Until the transaction ends nobody else changes this
    /// campaign's order.
    /// </summary>
    /// <returns>The free position.</returns>
    Task<int> MakeRoomAsync(Guid campaignId, string page, CancellationToken cancellationToken);

    /// <summary>Puts the campaign's components into this order. False, and nothing changes, when these are not exactly they.</summary>
    Task<bool> ReplaceAsync(Guid campaignId, IReadOnlyList<Guid> componentIds, CancellationToken cancellationToken);
}
