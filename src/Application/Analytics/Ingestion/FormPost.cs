namespace AiWebBuilder.Application.Analytics.Ingestion;

/// <summary>A form that a visitor sent from a published page.</summary>
/// <param name="ComponentId">As the form says; one of another campaign refuses it.</param>
/// <param name="Fields">By name; several values of one name are kept apart.</param>
public sealed record FormPost(
    Guid CampaignId,
    Guid? ComponentId,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Fields
);
