using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <param name="Page">The key of the page it stands on.</param>
/// <param name="Kind">The kind of a block: on a page of the kind <c>email</c> a part of an e-mail, on all others none of those.</param>
/// <param name="ComponentType">The <c>component_type</c> it is stored as.</param>
/// <param name="Name">A name that people recognise it by, unique in its page.</param>
/// <param name="Purpose">What it is there to achieve, one sentence.</param>
public sealed record PlannedSection(
    string Page,
    string Kind,
    [OneOf(typeof(ComponentTypes))] string ComponentType,
    string Name,
    string Purpose
)
{
    /// <summary>
    /// The key of the page whose section of this kind stands here as well, with the same words: nothing is written for it. Null: it has words of
    /// its own, as it has where that page has none that can be taken over.
    /// </summary>
    public string? SameAs { get; init; }

    /// <summary>The ids of the facts that it states. Follows from the brief: what a client sends is not read.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>The sentences of the brief that belong in it, each on a page once. Follows from the brief as well.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The ids of the uploaded files that it offers. Follows from <c>referenceFiles</c> where a request has them.</summary>
    public IReadOnlyList<Guid> Files { get; init; } = [];

    /// <summary>The ids of the owner's pictures that it shows. Follows from <c>referenceImages</c> where a request has them.</summary>
    public IReadOnlyList<Guid> Images { get; init; } = [];
}
