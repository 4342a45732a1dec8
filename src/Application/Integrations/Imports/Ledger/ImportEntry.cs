using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Integrations.Imports.Ledger;

/// <summary>What has become of one element.</summary>
/// <param name="Ordinal">Its place in the ledger, from 1.</param>
/// <param name="Page">The page of the source that it stood on.</param>
/// <param name="Text">What a visitor read; empty where there was nothing to read, or nothing that a visitor could see.</param>
/// <param name="Address">Where it led, or where it stood.</param>
/// <param name="ComponentId">The component that holds it.</param>
/// <param name="Path">JSON Pointer into that component's props.</param>
/// <param name="Reason">Why it is not as it was.</param>
public sealed record ImportEntry(
    int Ordinal,
    string Page,
    [OneOf(typeof(SourceKinds))] string Kind,
    string Text,
    string? Address,
    [OneOf(typeof(ImportFates))] string Fate,
    Guid? ComponentId,
    string? Path,
    string? Reason
);
