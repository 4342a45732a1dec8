using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity.ApiKeys;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.ApiKeys;

/// <summary>
/// Creates an API key. The secret is in this response and is never shown again, so an <c>Idempotency-Key</c> has no effect
/// here.
/// </summary>
/// <exception cref="DomainException">Validation; Conflict: the account has the maximum number of keys.</exception>
[Requires(IdentityPermissions.WriteKeys)]
public sealed record CreateApiKey(string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt)
    : ICommand<NewApiKeyView>;

/// <param name="Secret">The key itself, for <c>Authorization: Bearer</c>. Shown this once.</param>
/// <param name="Hint">Its beginning, by which it is told apart.</param>
public sealed record NewApiKeyView(
    Guid Id,
    string Name,
    string Hint,
    [OneOf(typeof(KeyScopes))] IReadOnlyList<string> Scopes,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset CreatedAt,
    string Secret
)
{
    internal static NewApiKeyView Of(ApiKey key, string secret) =>
        new(key.Id, key.Name, key.Hint, key.Scopes, key.ExpiresAt, key.CreatedAt, secret);
}

internal sealed class CreateApiKeyValidator : AbstractValidator<CreateApiKey>
{
    public CreateApiKeyValidator(TimeProvider time)
    {
        RuleFor(create => create.Name).NotEmpty().MaximumLength(100);
        RuleFor(create => create.Scopes)
            .NotEmpty()
            .WithMessage("At least one scope is required.")
            .Must(scopes => scopes.Count <= 100)
            .WithMessage("There are too many scopes.");
        RuleForEach(create => create.Scopes)
            .Must(KeyScopes.All.Contains)
            .WithMessage($"A scope must be one of {string.Join(", ", KeyScopes.All)}.");
        RuleFor(create => create.ExpiresAt)
            .Must(end => end is null || end > time.GetUtcNow())
            .WithMessage("expiresAt must be in the future.");
    }
}

internal sealed class CreateApiKeyHandler(
    IRepository<ApiKey> keys,
    IApiKeyReads reads,
    ICurrentUser current,
    TimeProvider time
) : ICommandHandler<CreateApiKey, NewApiKeyView>
{
    public async Task<NewApiKeyView> Handle(CreateApiKey request, CancellationToken cancellationToken)
    {
        if (await reads.CountActiveAsync(current.RequireAccount(), cancellationToken) >= ApiKey.MaxActive)
        {
            throw new DomainException(ApiKeyErrors.TooMany);
        }
        var id = time.NewId();
        var (secret, hint, hash) = ApiKeyText.Make(id);
        var key = ApiKey.Make(
            id,
            current.RequireAccount(),
            current.RequireActor(),
            request.Name.Trim(),
            hint,
            hash,
            request.Scopes.Distinct(StringComparer.Ordinal),
            request.ExpiresAt?.ToUniversalTime(),
            time.GetUtcNow()
        );
        keys.Add(key);
        return NewApiKeyView.Of(key, secret);
    }
}
