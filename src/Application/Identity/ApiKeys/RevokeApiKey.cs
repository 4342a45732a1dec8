using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity.ApiKeys;

namespace AiWebBuilder.Application.Identity.ApiKeys;

/// <summary>Revokes an API key on all nodes within a moment. Idempotent.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(IdentityPermissions.WriteKeys)]
public sealed record RevokeApiKey(Guid KeyId) : ICommand;

internal sealed class RevokeApiKeyHandler(IRepository<ApiKey> keys, TimeProvider time)
    : ICommandHandler<RevokeApiKey, Done>
{
    public async Task<Done> Handle(RevokeApiKey request, CancellationToken cancellationToken)
    {
        var key =
            await keys.FindAsync(request.KeyId, cancellationToken) ?? throw new DomainException(ApiKeyErrors.NotFound);
        key.Revoke(time.GetUtcNow());
        return default;
    }
}
