using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity.ApiKeys;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.ApiKeys;

/// <summary>
/// Creates a successor with the same name, scopes and lifetime. The old key stays valid for the hours of the overlap. The
/// secret is in this response and is never shown again.
/// </summary>
/// <exception cref="DomainException">
/// NotFound; Conflict <c>identity.key_not_active</c>, or the account would have more keys than it may.
/// </exception>
[Requires(IdentityPermissions.WriteKeys)]
public sealed record RotateApiKey(Guid KeyId, int OverlapHours) : ICommand<NewApiKeyView>;

internal sealed class RotateApiKeyValidator : AbstractValidator<RotateApiKey>
{
    public RotateApiKeyValidator() => RuleFor(rotate => rotate.OverlapHours).InclusiveBetween(0, 168);
}

internal sealed class RotateApiKeyHandler(
    IRepository<ApiKey> keys,
    IApiKeyReads reads,
    ICurrentUser current,
    TimeProvider time
) : ICommandHandler<RotateApiKey, NewApiKeyView>
{
    public async Task<NewApiKeyView> Handle(RotateApiKey request, CancellationToken cancellationToken)
    {
        var key =
            await keys.FindAsync(request.KeyId, cancellationToken) ?? throw new DomainException(ApiKeyErrors.NotFound);
        var id = time.NewId();
        var (secret, hint, hash) = ApiKeyText.Make(id);
        var successor = key.ReplaceBy(
            id,
            current.RequireActor(),
            hint,
            hash,
            TimeSpan.FromHours(request.OverlapHours),
            time.GetUtcNow()
        );
        // Without an overlap the one takes the other's place.
        var others = await reads.CountActiveAsync(key.UserId, cancellationToken) - (request.OverlapHours == 0 ? 1 : 0);
        if (others >= ApiKey.MaxActive)
        {
            throw new DomainException(ApiKeyErrors.TooMany);
        }
        keys.Add(successor);
        return NewApiKeyView.Of(successor, secret);
    }
}
