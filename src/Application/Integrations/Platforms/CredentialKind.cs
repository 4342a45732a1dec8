using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common.Addresses;
using AiWebBuilder.Application.Common.Behaviors;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Platforms;

/// <summary>One way to prove who one is to a platform.</summary>
public sealed record CredentialKind(string Kind, params IReadOnlyList<CredentialField> Fields)
{
    /// <summary>The first of the kinds that the object has all of and nothing beside.</summary>
    /// <exception cref="DomainException">Validation: what the nearest kind lacks, by field.</exception>
    internal static CredentialKind Require(IReadOnlyList<CredentialKind> kinds, JsonObject credentials)
    {
        Dictionary<string, string[]>? fewest = null;
        foreach (var kind in kinds)
        {
            var errors = kind.ErrorsOf(credentials);
            if (errors.Count == 0)
            {
                return kind;
            }
            if (fewest is null || errors.Count < fewest.Count)
            {
                fewest = errors;
            }
        }
        throw Validation.Refusal(fewest!);
    }

    /// <summary>What of the credentials anybody of the account may see.</summary>
    internal JsonObject PublicPart(JsonObject credentials) =>
        new(
            Fields
                .Where(field => !field.IsSecret && credentials.ContainsKey(field.Name))
                .Select(field => KeyValuePair.Create(field.Name, credentials[field.Name]?.DeepClone()))
        );

    /// <summary>Four letters of a short secret would be half of it.</summary>
    internal string? HintOf(JsonObject credentials) =>
        Fields
            .Where(field => field.IsSecret && credentials.ContainsKey(field.Name))
            .Select(field => credentials[field.Name]!.GetValue<string>())
            .FirstOrDefault()
            is { Length: >= 16 } secret
            ? $"…{secret[^4..]}"
            : null;

    /// <exception cref="DomainException">Validation: an address leads where the server does not go.</exception>
    internal async Task RequirePublicAsync(
        JsonObject credentials,
        IOutgoingAddresses addresses,
        CancellationToken cancellationToken
    )
    {
        foreach (var field in Fields.Where(field => field.Format == CredentialFormat.Address))
        {
            var address = credentials[field.Name]!.GetValue<string>();
            if (await addresses.ProblemOfAsync(address, cancellationToken) is { } problem)
            {
                throw new DomainException(IntegrationErrors.AddressRefused(field.Name, problem));
            }
        }
    }

    private Dictionary<string, string[]> ErrorsOf(JsonObject credentials)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var field in Fields)
        {
            if (
                (credentials.ContainsKey(field.Name) ? field.ProblemOf(credentials[field.Name]) : Missing(field)) is
                { } problem
            )
            {
                errors[$"credentials.{field.Name}"] = [problem];
            }
        }
        foreach (var (name, _) in credentials)
        {
            if (Fields.All(field => field.Name != name))
            {
                // A name may be anything: as JSON it cannot be taken for a part of the sentence.
                errors[$"credentials.{JsonEncodedText.Encode(name)}"] =
                [
                    $"There is no such member: {Kind} has {string.Join(", ", Fields.Select(field => field.Name))}.",
                ];
            }
        }
        return errors;
    }

    private static string? Missing(CredentialField field) => field.IsRequired ? $"{field.Name} is missing." : null;
}
