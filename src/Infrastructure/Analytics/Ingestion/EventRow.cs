using AiWebBuilder.Application.Analytics.Ingestion;

namespace AiWebBuilder.Infrastructure.Analytics.Ingestion;

/// <summary>One event of a batch, with what the database knows of it.</summary>
internal sealed class EventRow(IngestionRequest request, int place, TrackedEvent tracked)
{
    public IngestionRequest Request { get; } = request;
    public int Place { get; } = place;
    public TrackedEvent Event { get; } = tracked;
    public Guid CampaignId => Request.CampaignId;
    public Guid AccountId => Request.AccountId;
    public Guid? ComponentId { get; set; } = tracked.ComponentId;
    public string? Page { get; set; } = tracked.Page;

    /// <summary>Counts in figures.</summary>
    public bool IsPerson => !Event.IsBot;
}
