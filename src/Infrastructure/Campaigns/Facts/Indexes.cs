namespace AiWebBuilder.Infrastructure.Campaigns.Facts;

internal static class Indexes
{
    /// <summary>The indexes from the first up to, and without, the last; none where it is not behind.</summary>
    public static IEnumerable<int> Of(int start, int end) => Enumerable.Range(start, Math.Max(0, end - start));
}
