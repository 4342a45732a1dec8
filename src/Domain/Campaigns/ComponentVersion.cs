using AiWebBuilder.Domain.Campaigns.Origins;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns;

/// <summary>A component as it once was; never changed.</summary>
public sealed class ComponentVersion : ITenantOwned
{
    private ComponentVersion() { }

    internal ComponentVersion(
        CampaignComponent component,
        int version,
        ComponentContent content,
        string origin,
        WrittenBy? writtenBy,
        Guid? by,
        DateTimeOffset now
    )
    {
        ComponentId = component.Id;
        UserId = component.UserId;
        Version = version;
        (Name, Code, CssStyles, Props) = (content.Name, content.Code, content.CssStyles, content.Props);
        IsAttached = content.IsAttached;
        Origin = origin;
        (GenerationId, StepId) = (writtenBy?.GenerationId, writtenBy?.StepId);
        CreatedBy = by;
        CreatedAt = now;
    }

    public Guid ComponentId { get; private init; }
    public Guid UserId { get; private init; }
    public int Version { get; private init; }
    public string Name { get; private init; } = "";
    public string Code { get; private init; } = "";
    public string? CssStyles { get; private init; }
    public string Props { get; private init; } = "{}";

    /// <summary>Whether the code was made of the props.</summary>
    public bool IsAttached { get; private init; }

    /// <summary><c>generated, edited, restored</c>.</summary>
    public string Origin { get; private init; } = "";

    /// <summary>The generation that wrote it, and so the instruction; null when a person did.</summary>
    public Guid? GenerationId { get; private init; }

    /// <summary>The generation's step, and so the call that was paid for it.</summary>
    public Guid? StepId { get; private init; }
    public Guid? CreatedBy { get; private init; }
    public DateTimeOffset CreatedAt { get; private init; }
}
