using System.Globalization;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.Passwords;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.TwoFactor;

/// <summary>
/// Creates the secret of a second factor, which takes effect with its first code. The password is required, so that nobody can
/// lock the owner out at an unattended device.
/// </summary>
/// <exception cref="DomainException">
/// Forbidden <c>identity.password_wrong</c>; Conflict <c>identity.totp_on</c>; TooManyRequests.
/// </exception>
[Requires(IdentityPermissions.WriteProfile)]
public sealed record StartTotp(string Password) : ICommand<TotpView>;

internal sealed class StartTotpValidator : AbstractValidator<StartTotp>
{
    public StartTotpValidator() => RuleFor(start => start.Password).NotEmpty().MaximumLength(512);
}

/// <param name="Secret">Base32, for typing.</param>
/// <param name="Uri">The same as `otpauth://`, for a QR code.</param>
public sealed record TotpView(string Secret, string Uri);

internal sealed class StartTotpHandler(
    IRepository<User> users,
    IFactors factors,
    PasswordProof proof,
    ICurrentUser current
) : ICommandHandler<StartTotp, TotpView>, IBeforeTransaction<StartTotp>
{
    public Task PrepareAsync(StartTotp request, CancellationToken cancellationToken) =>
        proof.RequireAsync(request.Password, cancellationToken);

    public async Task<TotpView> Handle(StartTotp request, CancellationToken cancellationToken)
    {
        var user = await users.RequireAsync(current.RequireActor(), cancellationToken);
        var secret = Totp.Base32(
            await factors.StartAsync(user.Id, cancellationToken) ?? throw new DomainException(IdentityErrors.TotpOn)
        );
        var label = Uri.EscapeDataString($"AiWebBuilder:{user.Email}");
        return new TotpView(
            secret,
            string.Create(
                CultureInfo.InvariantCulture,
                $"otpauth://totp/{label}?secret={secret}&issuer=AiWebBuilder&algorithm=SHA1&digits=6&period=30"
            )
        );
    }
}
