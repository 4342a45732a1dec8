namespace AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;

/// <summary>A section as an import has made it last.</summary>
/// <param name="ComponentId">Null: it was deleted since, or the block had not taken it.</param>
/// <param name="Version">Of the component: with any other, somebody has worked on it since.</param>
/// <param name="Fingerprint">Of what was read; empty: the import has added it by itself, and nothing in the source changes it.</param>
public sealed record KnownSection(Guid? ComponentId, int Version, string Page, string Kind, string Fingerprint);
