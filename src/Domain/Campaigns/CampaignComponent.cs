using System.Globalization;
using AiWebBuilder.Domain.Campaigns.Origins;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns;

/// <summary>
/// A section of a page, or a part of an e-mail: its present version. Each change adds a <see cref="ComponentVersion"/>. An attached component is
/// the props of a block, from which its code is made; a detached one is code that somebody wrote.
/// </summary>
public sealed class CampaignComponent : AggregateRoot, ITenantOwned
{
    /// <summary>Twice what the largest plan has; a campaign is loaded as a whole to be composed.</summary>
    public const int MaxInCampaign = 500;

    private readonly List<ComponentVersion> versions = [];

    private CampaignComponent() { }

    public Guid UserId { get; private init; }
    public Guid CampaignId { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>One of <see cref="ComponentTypes"/>.</summary>
    public string ComponentType { get; private set; } = "";

    /// <summary>HTML: one root element. Of an attached component, what its block makes of the props.</summary>
    public string Code { get; private set; } = "";

    /// <summary>A JSON object; of an attached component, valid by the schema of its block.</summary>
    public string Props { get; private set; } = "{}";

    /// <summary>Whether the code is made of the props.</summary>
    public bool IsAttached { get; private set; }
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

    /// <summary>The version that is shown, previewed and published.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>The highest number given; above <see cref="Version"/> when there are variants that nobody has chosen.</summary>
    public int LatestVersion { get; private set; } = 1;
    public Guid? ParentComponentId { get; private set; }
    public int SortOrder { get; private set; }

    /// <summary>The page it stands on: <c>index</c>, <c>thank-you</c>, <c>email-1</c>.</summary>
    public string Page { get; private set; } = "index";

    /// <summary>The kind of block that it is, or was before it was detached.</summary>
    public string Kind { get; private set; } = "custom";

    /// <summary>The name that links lead to on its page; it stays when the component is moved or edited.</summary>
    public string Anchor { get; private set; } = "";

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
        string anchor,
        int sortOrder,
        string origin,
        string aiGenerationMetadata,
        Guid? by,
        DateTimeOffset now,
        Guid? parentComponentId = null,
        WrittenBy? writtenBy = null
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
            Anchor = anchor,
            SortOrder = sortOrder,
            AiGenerationMetadata = aiGenerationMetadata,
            ParentComponentId = parentComponentId,
            CreatedAt = now,
            Version = 0,
            LatestVersion = 0,
        };
        component.Activate(content, origin, writtenBy, by, now);
        return component;
    }

    /// <summary>Puts new content in place as the next version; the same content again changes nothing.</summary>
    /// <exception cref="DomainException">Conflict: locked.</exception>
    public void Replace(ComponentContent content, string origin, Guid? by, DateTimeOffset now)
    {
        EnsureUnlocked();
        if (!content.SaysTheSameAs(Content))
        {
            Activate(content, origin, writtenBy: null, by, now);
        }
    }

    /// <summary>The same words in another look: no version, because nothing that anybody wrote has changed. Locked ones too.</summary>
    /// <exception cref="InvalidOperationException">It is detached, or the content says something else.</exception>
    public void Restyle(ComponentContent content)
    {
        if (!IsAttached || !content.SaysTheSameAs(Content))
        {
            throw new InvalidOperationException("Only the look of an attached component can be made anew.");
        }
        (Code, CssStyles) = (content.Code, content.CssStyles);
    }

    /// <summary>A model wrote it anew: the next version, with what the model and its cost were.</summary>
    /// <exception cref="DomainException">Conflict: locked.</exception>
    public void Regenerate(
        ComponentContent content,
        string aiGenerationMetadata,
        int sortOrder,
        WrittenBy writtenBy,
        Guid? by,
        DateTimeOffset now
    )
    {
        EnsureUnlocked();
        if (!content.SaysTheSameAs(Content))
        {
            Activate(content, "generated", writtenBy, by, now);
        }
        AiGenerationMetadata = aiGenerationMetadata;
        SortOrder = sortOrder;
    }

    /// <summary>
    /// A model wrote a variant: always one more version. It is shown only when <paramref name="chosen"/>, and only while the
    /// component still shows <paramref name="basedOn"/>: what a person has changed in the meantime is never replaced.
    /// </summary>
    /// <exception cref="DomainException">Conflict: locked.</exception>
    public void AddVariant(
        ComponentContent content,
        bool chosen,
        int basedOn,
        string aiGenerationMetadata,
        WrittenBy writtenBy,
        Guid? by,
        DateTimeOffset now
    )
    {
        EnsureUnlocked();
        if (chosen && Version == basedOn)
        {
            Activate(content, "generated", writtenBy, by, now);
            AiGenerationMetadata = aiGenerationMetadata;
        }
        else
        {
            AddVersion(content, "generated", writtenBy, by, now);
        }
    }

    /// <summary>Puts an earlier version, or a variant, back in place, as one more version.</summary>
    /// <exception cref="DomainException">Conflict: locked.</exception>
    public void Restore(ComponentContent content, Guid? by, DateTimeOffset now)
    {
        EnsureUnlocked();
        Activate(content, "restored", writtenBy: null, by, now);
    }

    /// <summary>Puts it on another page; no version, because what it shows stays as it is.</summary>
    /// <param name="anchor">A name that nothing on that page has.</param>
    /// <exception cref="DomainException">Conflict: locked.</exception>
    public void MoveTo(string page, string anchor)
    {
        EnsureUnlocked();
        (Page, Anchor) = (page, anchor);
    }

    /// <summary>Gives it another place among the campaign's components; no version, and locked ones move, too.</summary>
    public void StandAt(int sortOrder) => SortOrder = sortOrder;

    /// <summary>The anchor of one more component of a kind: the kind, or the kind and the first number that none of the page has.</summary>
    /// <param name="others">The campaign's other components.</param>
    public static string AnchorFor(string kind, string page, IEnumerable<CampaignComponent> others)
    {
        var taken = others.Where(one => one.Page == page).Select(one => one.Anchor).ToHashSet(StringComparer.Ordinal);
        return Enumerable
            .Range(1, taken.Count + 1)
            .Select(number => number == 1 ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}"))
            .First(anchor => !taken.Contains(anchor));
    }

    /// <summary>Again: nothing happens.</summary>
    public void Lock() => IsLocked = true;

    /// <summary>Again: nothing happens.</summary>
    public void Unlock() => IsLocked = false;

    /// <summary>It may be changed, written anew and removed.</summary>
    /// <exception cref="DomainException">Conflict: locked.</exception>
    public void EnsureUnlocked()
    {
        if (IsLocked)
        {
            throw new DomainException(CampaignErrors.ComponentLocked);
        }
    }

    /// <summary>What is shown now.</summary>
    public ComponentContent Content => new(Name, Code, CssStyles, Props, IsAttached);

    private void Activate(ComponentContent content, string origin, WrittenBy? writtenBy, Guid? by, DateTimeOffset now)
    {
        (Name, Code, CssStyles, Props) = (content.Name, content.Code, content.CssStyles, content.Props);
        IsAttached = content.IsAttached;
        Version = AddVersion(content, origin, writtenBy, by, now);
    }

    private int AddVersion(ComponentContent content, string origin, WrittenBy? writtenBy, Guid? by, DateTimeOffset now)
    {
        versions.Add(new ComponentVersion(this, ++LatestVersion, content, origin, writtenBy, by, now));
        return LatestVersion;
    }
}
