using System.Security.Cryptography;
using System.Text;

namespace AiWebBuilder.Domain.Integrations.Exports;

/// <summary>What a page of a platform says.</summary>
/// <param name="Status">As the platform calls it.</param>
/// <param name="Content">As it is kept there, and not as it is shown.</param>
public sealed record PageState(string Status, string Title, string Excerpt, string Content)
{
    /// <summary>Of the words and the markup: whether it is a draft, or when it was saved, changes nothing of them.</summary>
    public string Fingerprint() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Title}\0{Excerpt}\0{Content}")));
}
