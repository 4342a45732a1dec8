using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common.Addresses;

namespace AiWebBuilder.Application.Integrations.Platforms;

/// <summary>A member of credentials.</summary>
public sealed record CredentialField(
    string Name,
    CredentialFormat Format,
    bool IsSecret = false,
    bool IsRequired = true
)
{
    /// <returns>What is wrong with it; null: nothing.</returns>
    internal string? ProblemOf(JsonNode? node) =>
        node is not JsonValue value || !value.TryGetValue<string>(out var text) || text.Length == 0
            ? $"{Name} must be a text."
            : Format switch
            {
                CredentialFormat.Address => WebAddresses.IsHttp(text)
                    ? null
                    : $"{Name} must be an https address of at most {WebAddresses.MaxLength} ASCII characters.",
                CredentialFormat.Domain => DomainNames.Canonical(text) == text
                    ? null
                    : $"{Name} must be a domain name in lower case, such as example.com.",
                CredentialFormat.Text => text.Length <= 500 && !text.Any(char.IsControl)
                    ? null
                    : $"{Name} must have 1 to 500 characters, none of them a control character.",
                _ => text.Length <= 2000 && text.All(letter => letter is > ' ' and <= '~')
                    ? null
                    : $"{Name} must have 1 to 2,000 visible ASCII characters.",
            };
}
