using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Contracts;

/// <summary>Makes campaigns of what another module has read elsewhere.</summary>
public interface IImportedCampaigns
{
    /// <summary>What a text states of its owner.</summary>
    /// <param name="language">BCP 47; null: not known.</param>
    IReadOnlyList<ImportedFact> ReadFacts(string text, string? language);

    /// <summary>Whether the block takes the props: their texts fit, and nothing is missing.</summary>
    bool Fits(string kind, JsonObject props);

    /// <summary>Only what pages may hold of the HTML.</summary>
    string Clean(string html);

    /// <summary>Joins the present unit of work.</summary>
    /// <exception cref="DomainException">PaymentRequired: the plan has no room.</exception>
    Task<MadeCampaign> MakeAsync(ImportedCampaign campaign, CancellationToken cancellationToken);
}

/// <param name="Language">BCP 47 tag of its pages; null: not known.</param>
/// <param name="PlatformSource">Whose page it was: <c>wordpress</c>, <c>custom</c>.</param>
/// <param name="PlatformSourceId">Where it stood.</param>
/// <param name="Colour">A colour of the brand; null: not known.</param>
public sealed record ImportedCampaign(
    string Name,
    string? Description,
    string? Language,
    string PlatformSource,
    string? PlatformSourceId,
    string? Colour,
    IReadOnlyList<ImportedFact> Facts,
    IReadOnlyList<ImportedSection> Sections
);

/// <param name="Page">The page's key: <c>index</c> for the first.</param>
/// <param name="Props">That the block takes, naming facts by their ids.</param>
public sealed record ImportedSection(string Page, string Kind, string Name, JsonObject Props);

/// <param name="Value">As the kind has it.</param>
/// <param name="Quote">The words of the page that it stands in.</param>
public sealed record ImportedFact(string Kind, JsonNode Value, string Quote)
{
    /// <summary>What props name it by.</summary>
    public string Id { get; } = FactReading.IdOf(Kind, Value);
}

/// <param name="Components">By the order of the sections; null: the block did not take it after all.</param>
public sealed record MadeCampaign(Guid Id, IReadOnlyList<Guid?> Components);
