using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Integrations.Exports;

/// <param name="Field">Of the content, each line of words that differs is one; of markup where the words are the same.</param>
/// <param name="Written">As it was last written or read; null: it was not there.</param>
/// <param name="Found">As it is there now; null: it is gone.</param>
public sealed record ItemDifference([OneOf(typeof(PageFields))] string Field, string? Written, string? Found);
