namespace AiWebBuilder.Domain.Common;

/// <summary>A named, stable failure. <paramref name="Code"/> is part of the API: <c>module.thing_that_failed</c>.</summary>
public sealed record Error(ErrorKind Kind, string Code, string Message)
{
    /// <summary>Extra members of the problem document, such as <c>limit</c> and <c>used</c>.</summary>
    public IReadOnlyDictionary<string, object?>? Details { get; init; }
}
