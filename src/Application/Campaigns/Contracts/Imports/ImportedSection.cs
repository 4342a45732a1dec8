using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Campaigns.Contracts.Imports;

/// <param name="Page">The page's key: <c>index</c> for the first.</param>
/// <param name="Props">That the block takes, naming facts by their ids.</param>
public sealed record ImportedSection(string Page, string Kind, string Name, JsonObject Props)
{
    /// <summary>The same for sections that say the same: what is read again and has not changed is known by it.</summary>
    public string Fingerprint { get; } =
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{Kind}\n{Name}\n{Props.ToJsonString()}")).AsSpan(0, 16)
        );
}
