using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Domain.Campaigns.Planning.Parts;

/// <summary>A section, what it states and the sentences that belong in it.</summary>
internal sealed record Part(string Kind, IEnumerable<Fact> Facts, IEnumerable<string> Words)
{
    public Part(string kind)
        : this(kind, [], []) { }

    public Part(string kind, IEnumerable<Fact> facts)
        : this(kind, facts, []) { }

    /// <summary>The uploaded files that it offers.</summary>
    public IReadOnlyList<Guid> Files { get; init; } = [];

    /// <summary>The owner's pictures that it shows.</summary>
    public IReadOnlyList<Guid> Images { get; init; } = [];
}
