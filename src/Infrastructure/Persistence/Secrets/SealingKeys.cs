using System.Collections.Frozen;
using AiWebBuilder.Application.Identity.Contracts;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.Persistence.Secrets;

/// <summary>
/// The keys that secrets in rows are sealed with. The first that is configured seals; all of them open. Beside them there is always one
/// that is derived from the signing key: it seals where none is configured.
/// </summary>
internal sealed class SealingKeys
{
    /// <summary>The id of the key that comes with every installation.</summary>
    public const string Derived = "signing";

    private readonly FrozenDictionary<string, byte[]> keys;

    public SealingKeys(IOptions<SecretsOptions> options, IDerivedKeys installation)
    {
        KeyValuePair<string, byte[]>[] all =
        [
            .. options.Value.Read(),
            new(Derived, installation.DeriveKey("aiwebbuilder sealed secrets v1"u8)),
        ];
        Active = all[0].Key;
        keys = all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The id of the key that seals.</summary>
    public string Active { get; }

    /// <returns>32 bytes; null: there is no such key here.</returns>
    public byte[]? Find(string id) => keys.GetValueOrDefault(id);
}
