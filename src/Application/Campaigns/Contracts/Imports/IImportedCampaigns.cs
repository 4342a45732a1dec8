using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Contracts.Imports;

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

/// <param name="State">Of all that is the campaign's and no section's; another one later means that people have worked on it.</param>
/// <param name="Components">By the order of the sections; null: the block did not take it after all.</param>
public sealed record MadeCampaign(Guid Id, string State, IReadOnlyList<Guid?> Components);
