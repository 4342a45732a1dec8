using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns;

/// <summary>A brief and what has become of it.</summary>
public sealed class Campaign : AggregateRoot, ITenantOwned
{
    private Campaign() { }

    public Guid UserId { get; private init; }
    public string Name { get; private set; } = "";
    public string? Description { get; private set; }

    /// <summary>One of <see cref="CampaignStatus"/>.</summary>
    public string Status { get; private set; } = CampaignStatus.Draft;

    /// <summary>One of <see cref="CampaignTypes"/>.</summary>
    public string Type { get; private set; } = "";
    public string? PlatformSource { get; private set; }
    public string? PlatformSourceId { get; private set; }
    public string? TargetAudience { get; private set; }
    public string? BusinessType { get; private set; }
    public IReadOnlyList<string> Goals { get; private set; } = [];
    public string? BrandGuidelines { get; private set; }

    /// <summary>A JSON object.</summary>
    public string PerformanceRequirements { get; private set; } = "{}";
    public int Views { get; private set; }
    public int Conversions { get; private set; }
    public decimal RevenueGenerated { get; private set; }
    public DateTimeOffset? LaunchedAt { get; private set; }

    /// <summary>BCP 47 tag of its pages.</summary>
    public string? Language { get; private set; }

    /// <summary>The design tokens of the last generation, or those that a person chose; null before either.</summary>
    public Theme? Theme { get; private set; }

    /// <summary>Pages and sections of the last generation; null before the first.</summary>
    public CampaignPlan? Plan { get; private set; }

    /// <summary>What the owner stated in the brief, and what people have made of it since.</summary>
    public FactLedger Facts { get; private set; } = FactLedger.Nothing;

    /// <param name="facts">What was read in the brief.</param>
    public static Campaign Create(
        Guid id,
        Guid userId,
        CampaignDetails details,
        string? language,
        FactLedger facts,
        DateTimeOffset now
    )
    {
        var campaign = new Campaign
        {
            Id = id,
            UserId = userId,
            CreatedAt = now,
        };
        campaign.Change(details, language, facts);
        return campaign;
    }

    /// <param name="facts">What was read in the brief as it is now; what people have made of it stays.</param>
    /// <exception cref="DomainException">Conflict: archived.</exception>
    public void Change(CampaignDetails details, string? language, FactLedger facts)
    {
        EnsureEditable();
        Name = details.Name;
        Type = details.Type;
        Description = details.Description;
        TargetAudience = details.TargetAudience;
        BusinessType = details.BusinessType;
        Goals = details.Goals;
        BrandGuidelines = details.BrandGuidelines;
        PerformanceRequirements = details.PerformanceRequirements;
        PlatformSource = details.PlatformSource;
        PlatformSourceId = details.PlatformSourceId;
        Language = language;
        Facts = Facts.Over(facts);
    }

    /// <summary>People correct what was read, add to it and take from it.</summary>
    /// <param name="wanted">All that is to hold.</param>
    /// <exception cref="DomainException">Conflict: archived, or a generation is under way.</exception>
    public void StateFacts(IReadOnlyList<Fact> wanted)
    {
        EnsureEditable();
        RefuseWhileGenerating();
        Facts = Facts.Changed(wanted);
    }

    /// <summary>What was read on the pages that it is made of: it stays when the brief is edited, as what people say does.</summary>
    public void TakeFacts(IReadOnlyList<Fact> imported) =>
        Facts = Facts with { Stated = [.. Facts.Stated, .. imported] };

    /// <summary>The pages that it is made of state these no longer. What people have said stays.</summary>
    public void DropImportedFacts(IReadOnlySet<string> ids) =>
        Facts = Facts with
        {
            Stated = [.. Facts.Stated.Where(fact => fact.Source != FactSources.Import || !ids.Contains(fact.Id))],
        };

    public Brief ToBrief(string? language) =>
        new(Name, Type, Description, TargetAudience, BusinessType, Goals, BrandGuidelines, language);

    /// <summary>A generation begins; a launched campaign stays launched, its published pages as they are.</summary>
    /// <exception cref="DomainException">Conflict: archived, or a generation is under way.</exception>
    public void BeginGeneration(CampaignPlan plan, Theme theme)
    {
        EnsureEditable();
        RefuseWhileGenerating();
        Plan = plan;
        Theme = theme;
        Language = theme.Language;
        if (Status is CampaignStatus.Draft or CampaignStatus.Ready)
        {
            Status = CampaignStatus.Generating;
        }
    }

    /// <summary>A person chose the look of its pages; later generations keep it.</summary>
    /// <exception cref="DomainException">Conflict: archived, or a generation is under way.</exception>
    public void Restyle(Theme theme)
    {
        EnsureEditable();
        RefuseWhileGenerating();
        // Its language is none of its looks: the texts of the pages are in it.
        if (Theme is { } present && present.Language != theme.Language)
        {
            Language = theme.Language;
        }
        Theme = theme with { IsChosen = true };
    }

    /// <summary>The generation ended; what is there can be published when there is anything.</summary>
    public void EndGeneration(bool hasComponents)
    {
        if (Status == CampaignStatus.Generating)
        {
            Status = hasComponents ? CampaignStatus.Ready : CampaignStatus.Draft;
        }
    }

    /// <summary>A component may be written anew by a model.</summary>
    /// <exception cref="DomainException">Conflict: archived, or the whole campaign is being generated.</exception>
    public void EnsureComponentsCanBeGenerated()
    {
        EnsureEditable();
        RefuseWhileGenerating();
    }

    /// <summary>The pages go on the net; a paused campaign is live again.</summary>
    /// <exception cref="DomainException">Conflict: archived, or a generation is under way.</exception>
    public void Launch(DateTimeOffset now)
    {
        EnsureEditable();
        RefuseWhileGenerating();
        Status = CampaignStatus.Launched;
        LaunchedAt ??= now;
    }

    /// <summary>Takes the pages off the net; nothing is lost. Not on the net: nothing happens.</summary>
    /// <exception cref="DomainException">Conflict: archived.</exception>
    public void Withdraw()
    {
        EnsureEditable();
        if (Status is CampaignStatus.Launched or CampaignStatus.Paused)
        {
            Status = CampaignStatus.Ready;
        }
    }

    /// <summary>Visitors find nothing until it is resumed. Again: nothing happens.</summary>
    /// <exception cref="DomainException">Conflict: archived, or it is not published.</exception>
    public void Pause()
    {
        RefuseUnlessPublished();
        Status = CampaignStatus.Paused;
    }

    /// <summary>Visitors find the same pages again. Not paused: nothing happens.</summary>
    /// <exception cref="DomainException">Conflict: archived, or it is not published.</exception>
    public void Resume()
    {
        RefuseUnlessPublished();
        Status = CampaignStatus.Launched;
    }

    /// <summary>Puts it aside, off the net; it can only be read until it is taken out again. Again: nothing happens.</summary>
    /// <exception cref="DomainException">Conflict: a generation is under way.</exception>
    public void Archive()
    {
        RefuseWhileGenerating();
        Status = CampaignStatus.Archived;
    }

    /// <summary>Takes it out of the archive; it is not published again by itself. Not archived: nothing happens.</summary>
    public void Unarchive(bool hasComponents)
    {
        if (Status == CampaignStatus.Archived)
        {
            Status = hasComponents ? CampaignStatus.Ready : CampaignStatus.Draft;
        }
    }

    /// <summary>The brief and the components may be changed.</summary>
    /// <exception cref="DomainException">Conflict: archived.</exception>
    public void EnsureEditable()
    {
        if (Status == CampaignStatus.Archived)
        {
            throw new DomainException(CampaignErrors.Archived);
        }
    }

    private void RefuseWhileGenerating()
    {
        if (Status == CampaignStatus.Generating)
        {
            throw new DomainException(CampaignErrors.Generating);
        }
    }

    private void RefuseUnlessPublished()
    {
        EnsureEditable();
        if (Status is not (CampaignStatus.Launched or CampaignStatus.Paused))
        {
            throw new DomainException(CampaignErrors.NotLaunched);
        }
    }
}
