using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns;

/// <summary>A section or an e-mail of a campaign: its present version. Each change adds a <see cref="ComponentVersion"/>.</summary>
public sealed class CampaignComponent : AggregateRoot, ITenantOwned
{
    private readonly List<ComponentVersion> versions = [];

    private CampaignComponent() { }

    public Guid UserId { get; private init; }
    public Guid CampaignId { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>One of <see cref="ComponentTypes"/>.</summary>
    public string ComponentType { get; private set; } = "";

    /// <summary>HTML: one root element, or the whole document of an e-mail.</summary>
    public string Code { get; private set; } = "";

    /// <summary>A JSON object.</summary>
    public string Props { get; private set; } = "{}";
    public string? CssStyles { get; private set; }
    public string? PreviewUrl { get; private set; }

    /// <summary>A JSON array.</summary>
    public string ExportFormats { get; private set; } = """["html","json"]""";
    public int Views { get; private set; }
    public int Clicks { get; private set; }
    public int Conversions { get; private set; }
    public decimal EngagementScore { get; private set; }

    /// <summary>A JSON object: generation, model, prompt version.</summary>
    public string AiGenerationMetadata { get; private set; } = "{}";
    public int Version { get; private set; } = 1;
    public Guid? ParentComponentId { get; private set; }
    public int SortOrder { get; private set; }

    /// <summary>The page it stands on: <c>index</c>, <c>thank-you</c>, <c>email-1</c>.</summary>
    public string Page { get; private set; } = "index";

    /// <summary>One of <see cref="SectionKinds"/>.</summary>
    public string Kind { get; private set; } = "custom";

    /// <summary>Neither people nor models change it while it is locked.</summary>
    public bool IsLocked { get; private set; }

    /// <summary>The versions made since it was loaded.</summary>
    public IReadOnlyList<ComponentVersion> Versions => versions;

    public static CampaignComponent Create(
        Guid id,
        Guid userId,
        Guid campaignId,
        ComponentContent content,
        string componentType,
        string page,
        string kind,
        int sortOrder,
        string origin,
        string aiGenerationMetadata,
        Guid? by,
        DateTimeOffset now
    )
    {
        var component = new CampaignComponent
        {
            Id = id,
            UserId = userId,
            CampaignId = campaignId,
            ComponentType = componentType,
            Page = page,
            Kind = kind,
            SortOrder = sortOrder,
            AiGenerationMetadata = aiGenerationMetadata,
            CreatedAt = now,
            Version = 0,
        };
        component.Replace(content, origin, by, now);
        return component;
    }

    /// <summary>Puts new content in place as the next version; the same content again changes nothing.</summary>
    /// <exception cref="DomainException">Conflict: locked.</exception>
    public void Replace(ComponentContent content, string origin, Guid? by, DateTimeOffset now)
    {
        if (IsLocked)
        {
            throw new DomainException(CampaignErrors.ComponentLocked);
        }
        if (Version > 0 && content == new ComponentContent(Name, Code, CssStyles, Props))
        {
            return;
        }
        (Name, Code, CssStyles, Props) = (content.Name, content.Code, content.CssStyles, content.Props);
        Version++;
        versions.Add(new ComponentVersion(this, origin, by, now));
    }

    /// <summary>A model wrote it anew: the next version, with what the model and its cost were.</summary>
    /// <exception cref="DomainException">Conflict: locked.</exception>
    public void Regenerate(
        ComponentContent content,
        string aiGenerationMetadata,
        int sortOrder,
        Guid? by,
        DateTimeOffset now
    )
    {
        Replace(content, "generated", by, now);
        AiGenerationMetadata = aiGenerationMetadata;
        SortOrder = sortOrder;
    }

    public void Lock() => IsLocked = true;

    public void Unlock() => IsLocked = false;

    /// <exception cref="DomainException">Conflict: locked.</exception>
    public void EnsureRemovable()
    {
        if (IsLocked)
        {
            throw new DomainException(CampaignErrors.ComponentLocked);
        }
    }
}

/// <summary>What a version consists of.</summary>
public sealed record ComponentContent(string Name, string Code, string? CssStyles, string Props);

/// <summary>A component as it once was; never changed.</summary>
public sealed class ComponentVersion : ITenantOwned
{
    private ComponentVersion() { }

    internal ComponentVersion(CampaignComponent component, string origin, Guid? by, DateTimeOffset now)
    {
        ComponentId = component.Id;
        UserId = component.UserId;
        Version = component.Version;
        Name = component.Name;
        Code = component.Code;
        CssStyles = component.CssStyles;
        Props = component.Props;
        Origin = origin;
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

    /// <summary><c>generated, edited, restored</c>.</summary>
    public string Origin { get; private init; } = "";
    public Guid? CreatedBy { get; private init; }
    public DateTimeOffset CreatedAt { get; private init; }
}

/// <summary>The allowed values of <c>component_type</c>.</summary>
public static class ComponentTypes
{
    public static IReadOnlyList<string> All { get; } =
    [
        "landing_page",
        "form",
        "header",
        "footer",
        "hero_section",
        "testimonials",
        "pricing",
        "email_template",
        "popup",
        "navigation",
        "custom",
    ];
}
