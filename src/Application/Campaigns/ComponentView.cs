using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;
using Mapster;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>A component as the API shows it.</summary>
/// <param name="Anchor">The name that links lead to on its page.</param>
/// <param name="IsAttached">
/// Whether it is the props of a block, from which its code and its styles are made; else its code is what somebody wrote.
/// </param>
public sealed record ComponentView(
    Guid Id,
    Guid CampaignId,
    string Name,
    [OneOf(typeof(ComponentTypes))] string ComponentType,
    string Code,
    JsonObject? Props,
    string? CssStyles,
    string? PreviewUrl,
    [OneOf(typeof(Exports.ExportFormats))] IReadOnlyList<string> ExportFormats,
    int Views,
    int Clicks,
    int Conversions,
    decimal EngagementScore,
    JsonObject? AiGenerationMetadata,
    int Version,
    Guid? ParentComponentId,
    int SortOrder,
    string Page,
    string Kind,
    string Anchor,
    bool IsAttached,
    bool IsLocked,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    /// <summary>The ETag of the component, for <c>If-Match</c>.</summary>
    public string Etag => ETags.Of(UpdatedAt);

    public static ComponentView Of(CampaignComponent component, IBlocks blocks) =>
        component.To<ComponentView>().Current(blocks);

    /// <summary>Its props as today's block has them: an editor draws their form by that.</summary>
    public ComponentView Current(IBlocks blocks) =>
        IsAttached && Props is { } props ? this with { Props = blocks.Current(Kind, props) } : this;
}

internal sealed class ComponentViewMapping : IRegister
{
    public void Register(TypeAdapterConfig config) => config.NewConfig<CampaignComponent, ComponentView>();
}
