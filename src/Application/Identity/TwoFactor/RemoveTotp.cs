using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Common.Security.AuthEvents;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.Passwords;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.TwoFactor;

/// <summary>Turns two-factor sign-in off and deletes the recovery codes. Idempotent.</summary>
/// <exception cref="DomainException">Forbidden <c>identity.password_wrong</c>; TooManyRequests.</exception>
[Requires(IdentityPermissions.WriteProfile)]
public sealed record RemoveTotp(string Password) : ICommand;

internal sealed class RemoveTotpValidator : AbstractValidator<RemoveTotp>
{
    public RemoveTotpValidator() => RuleFor(remove => remove.Password).NotEmpty().MaximumLength(512);
}

internal sealed class RemoveTotpHandler(IFactors factors, IAuthEvents events, PasswordProof proof, ICurrentUser current)
    : ICommandHandler<RemoveTotp, Done>,
        IBeforeTransaction<RemoveTotp>
{
    public Task PrepareAsync(RemoveTotp request, CancellationToken cancellationToken) =>
        proof.RequireAsync(request.Password, cancellationToken);

    public async Task<Done> Handle(RemoveTotp request, CancellationToken cancellationToken)
    {
        var person = current.RequireActor();
        if (await factors.RemoveAsync(person, cancellationToken))
        {
            await events.RecordWithChangeAsync(AuthEvent.FactorRemoved, person, cancellationToken);
        }
        return default;
    }
}
