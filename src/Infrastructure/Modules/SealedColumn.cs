namespace AiWebBuilder.Infrastructure.Modules;

/// <summary>A column whose values are sealed secrets, so that <c>keys rotate</c> finds them.</summary>
/// <param name="Purpose">What they were sealed for.</param>
/// <param name="Row">The columns of the ids that are sealed in, in that order; together they are unique.</param>
internal sealed record SealedColumn(string Table, string Column, string Purpose, params string[] Row)
{
    /// <summary>The column is <c>text</c> and holds them in Base64; else it is <c>bytea</c>.</summary>
    public bool IsText { get; init; }
}
