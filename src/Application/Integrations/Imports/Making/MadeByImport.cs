using AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;

namespace AiWebBuilder.Application.Integrations.Imports.Making;

/// <summary>What an import, or its last update, has made: what people have worked on since is told by it.</summary>
/// <param name="State">Of the campaign, beside its sections.</param>
/// <param name="Images">Those that the account did not have before.</param>
public sealed record MadeByImport(string State, IReadOnlyList<KnownSection> Sections, IReadOnlyList<Guid> Images);
