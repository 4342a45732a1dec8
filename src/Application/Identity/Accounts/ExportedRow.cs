namespace AiWebBuilder.Application.Identity.Accounts;

/// <param name="Part">What it is one of: <c>account/campaigns</c>.</param>
/// <param name="Json">The row; null: the part begins here.</param>
public readonly record struct ExportedRow(string Part, string? Json)
{
    /// <summary>Not a row but a file, which is a part of its own: <c>account/images/{id}.png</c>.</summary>
    public byte[]? File { get; init; }
}
