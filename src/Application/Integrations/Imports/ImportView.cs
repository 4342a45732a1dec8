using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Integrations.Imports;

/// <summary>An import: how far it is, and what has become of the source.</summary>
/// <param name="Source">The address, or the name of the file.</param>
/// <param name="Rehearsal">It makes nothing, and tells what would be made.</param>
/// <param name="JobId">The job that carries it out; its progress is there.</param>
/// <param name="Progress">0–100.</param>
/// <param name="Pages">Those that were read, and those that were not, with the reason.</param>
/// <param name="Totals">Elements by kind and fate; they add up to the ledger's entries.</param>
/// <param name="CampaignIds">What was made.</param>
/// <param name="Error">Why it failed.</param>
public sealed record ImportView(
    Guid Id,
    [OneOf(typeof(ImportSources))] string Kind,
    string Source,
    bool Rehearsal,
    [OneOf(typeof(ImportStatus))] string Status,
    Guid? JobId,
    int Progress,
    IReadOnlyList<ImportedPage> Pages,
    IReadOnlyList<ImportTotal> Totals,
    IReadOnlyList<Guid> CampaignIds,
    string? Error,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CompletedAt
);

/// <param name="Address">The address, or the path in the ZIP.</param>
/// <param name="Page">The page of the campaign that it became; null: none.</param>
/// <param name="Title">As its head has it.</param>
/// <param name="Reason">Why it was not read, or what is to be known of it.</param>
public sealed record ImportedPage(string Address, string? Page, string? Title, string? Reason);

/// <param name="Kind">Of elements; a section is one, too.</param>
public sealed record ImportTotal(
    [OneOf(typeof(SourceKinds))] string Kind,
    int Carried,
    int Approximated,
    int Replaced,
    int Lost
);

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

public static class ImportStatus
{
    public const string Pending = "pending";
    public const string Completed = "completed";
    public const string Failed = "failed";

    public static IReadOnlyList<string> All { get; } = [Pending, Completed, Failed];
}
