using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Common.Security.AuthEvents;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.Passwords;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.TwoFactor;

/// <summary>Creates ten new recovery codes. The previous ones stop working.</summary>
/// <exception cref="DomainException">Forbidden <c>identity.password_wrong</c>; Conflict; TooManyRequests.</exception>
[Requires(IdentityPermissions.WriteProfile)]
public sealed record RenewRecoveryCodes(string Password) : ICommand<RecoveryCodesView>;

internal sealed class RenewRecoveryCodesValidator : AbstractValidator<RenewRecoveryCodes>
{
    public RenewRecoveryCodesValidator() => RuleFor(renew => renew.Password).NotEmpty().MaximumLength(512);
}

internal sealed class RenewRecoveryCodesHandler(
    IFactors factors,
    PasswordProof proof,
    IAuthEvents events,
    ICurrentUser current
) : ICommandHandler<RenewRecoveryCodes, RecoveryCodesView>, IBeforeTransaction<RenewRecoveryCodes>
{
    public Task PrepareAsync(RenewRecoveryCodes request, CancellationToken cancellationToken) =>
        proof.RequireAsync(request.Password, cancellationToken);

    public async Task<RecoveryCodesView> Handle(RenewRecoveryCodes request, CancellationToken cancellationToken)
    {
        var person = current.RequireActor();
        var codes =
            await factors.RenewRecoveryCodesAsync(person, cancellationToken)
            ?? throw new DomainException(IdentityErrors.TotpOff);
        // Ten new ways in.
        await events.RecordWithChangeAsync(AuthEvent.FactorAdded, person, cancellationToken);
        return new RecoveryCodesView(codes);
    }
}
