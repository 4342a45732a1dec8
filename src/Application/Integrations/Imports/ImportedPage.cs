namespace AiWebBuilder.Application.Integrations.Imports;

/// <param name="Address">The address, or the path in the ZIP.</param>
/// <param name="Page">The page of the campaign that it became; null: none.</param>
/// <param name="Title">As its head has it.</param>
/// <param name="Reason">Why it was not read, or what is to be known of it.</param>
public sealed record ImportedPage(string Address, string? Page, string? Title, string? Reason);
