namespace AiWebBuilder.Application.Campaigns.Blocks;

/// <summary>A reference: links are stored as what they mean, so that they outlive a new slug or another order.</summary>
/// <param name="To"><c>goal</c>, <c>page</c>, <c>section</c>, <c>fact</c>, <c>file</c> or <c>url</c>.</param>
/// <param name="Ref">The name of the target.</param>
public sealed record BlockLink(string To, string Ref)
{
    /// <summary>Whether an address that a person or a model wrote may stand on a page: an absolute one, over TLS.</summary>
    public bool IsSafe =>
        To != "url" || Uri.TryCreate(Ref, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;
}
