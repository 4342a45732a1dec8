using AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Imports;

/// <param name="Address">The address, or the path in the ZIP.</param>
/// <param name="Page">The page of the campaign that it became; null: none.</param>
/// <param name="Title">As its head has it.</param>
/// <param name="Reason">Why it was not read, or what is to be known of it.</param>
public sealed record ImportedPage(string Address, string? Page, string? Title, string? Reason)
{
    /// <summary>Of a platform: what a sync has found it as.</summary>
    public Guid? ContentId { get; init; }

    /// <summary>Of an update: what has become of the page's sections; null: it was left alone.</summary>
    public IReadOnlyList<ImportedPageSection>? Sections { get; init; }

    /// <summary>What the platform has done with it since, by the last sync: <c>changed</c>, <c>removed</c> or <c>unchanged</c>; null: nobody knows.</summary>
    [OneOf(typeof(ContentChanges))]
    public string? Change { get; init; }
}

/// <param name="ComponentId">Null: there is none, or none yet.</param>
public sealed record ImportedPageSection(
    [OneOf(typeof(SectionOutcomes))] string Outcome,
    string Name,
    Guid? ComponentId
);
