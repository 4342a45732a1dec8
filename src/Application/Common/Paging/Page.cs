namespace AiWebBuilder.Application.Common.Paging;

/// <summary>One page of a list, in the shape of the API.</summary>
/// <param name="Next">The cursor of the page that follows; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Data, bool HasMore, string? Next);
