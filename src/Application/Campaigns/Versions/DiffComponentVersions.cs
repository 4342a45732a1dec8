using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Versions;

/// <summary>What a version changed: each field line by line, and the props path by path.</summary>
/// <param name="Against">The version to compare with; null: the one before, and for the first one nothing at all.</param>
/// <exception cref="DomainException">NotFound: the component or a version.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record DiffComponentVersions(Guid ComponentId, int Version, int? Against) : IQuery<ComponentDiff>;

/// <summary>How <paramref name="Against"/> became <paramref name="Version"/>.</summary>
/// <param name="Against">0: compared with nothing.</param>
/// <param name="Fields">Each with all its lines; props are written one member a line.</param>
/// <param name="Props">The same of the props, by path: what an editor shows of an attached component.</param>
public sealed record ComponentDiff(
    Guid ComponentId,
    int Version,
    int Against,
    IReadOnlyList<FieldDiff> Fields,
    IReadOnlyList<PropChange> Props
);

public sealed record FieldDiff(
    [OneOf(typeof(ComparedFields))] string Field,
    bool Changed,
    IReadOnlyList<DiffLine> Lines
);

/// <summary>What of a component's content is compared.</summary>
public static class ComparedFields
{
    public static IReadOnlyList<string> All { get; } = ["name", "code", "cssStyles", "props"];
}

/// <param name="OldLine">From 1; null for an inserted line.</param>
/// <param name="NewLine">From 1; null for a deleted line.</param>
public sealed record DiffLine([OneOf(typeof(LineChanges))] string Type, int? OldLine, int? NewLine, string Text);

/// <summary>What became of a line.</summary>
public static class LineChanges
{
    public static IReadOnlyList<string> All { get; } = ["unchanged", "deleted", "inserted"];
}

internal sealed class DiffComponentVersionsHandler(IComponentReads reads)
    : IQueryHandler<DiffComponentVersions, ComponentDiff>
{
    private static readonly JsonSerializerOptions Readable = new(Briefing.PromptJson)
    {
        WriteIndented = true,
        NewLine = "\n",
    };

    public async Task<ComponentDiff> Handle(DiffComponentVersions request, CancellationToken cancellationToken)
    {
        var current = await reads.RequireVersionAsync(request.ComponentId, request.Version, cancellationToken);
        var against = request.Against ?? request.Version - 1;
        var before =
            request.Against is null && against == 0
                ? null
                : await reads.RequireVersionAsync(request.ComponentId, against, cancellationToken);
        return new ComponentDiff(
            request.ComponentId,
            request.Version,
            against,
            [
                Field("name", before?.Name, current.Name),
                Field("code", before?.Code, current.Code),
                Field("cssStyles", before?.CssStyles, current.CssStyles),
                Field("props", Text(before?.Props), Text(current.Props)),
            ],
            PropChange.Between(before?.Props ?? [], current.Props)
        );
    }

    private static FieldDiff Field(string name, string? before, string? after)
    {
        var lines = LineDiff.Between(before ?? "", after ?? "");
        return new FieldDiff(name, lines.Any(line => line.Type != "unchanged"), lines);
    }

    private static string? Text(JsonNode? props) => props?.ToJsonString(Readable);
}
