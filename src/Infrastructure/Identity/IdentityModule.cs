using AiWebBuilder.Application.Identity;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Application.Identity.Billing;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.SignIn;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using AiWebBuilder.Infrastructure.Identity.Accounts;
using AiWebBuilder.Infrastructure.Identity.ApiKeys;
using AiWebBuilder.Infrastructure.Identity.Billing;
using AiWebBuilder.Infrastructure.Identity.Limits;
using AiWebBuilder.Infrastructure.Identity.Passwords;
using AiWebBuilder.Infrastructure.Identity.Sessions;
using AiWebBuilder.Infrastructure.Identity.SignIn;
using AiWebBuilder.Infrastructure.Identity.TwoFactor;
using AiWebBuilder.Infrastructure.Modules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.Infrastructure.Identity;

internal sealed class IdentityModule : Module
{
    public override IReadOnlyList<OwnedTable> Tables { get; } =
    [
        new(
            "users",
            new PersonalPart("profile", OfPerson: true, "id = app_actor()", "password_hash", "password_scheme")
        )
        {
            Erased =
            [
                Erasure.Separate(
                    "finish_erasure deletes the row last of all, once the receipt is mailed to its address"
                ),
            ],
        },
        // With the names of people's devices; who signed in and when stands in the audit log.
        new("user_sessions", PersonalPart.Person("sessions"))
        {
            Expired = "revoked_at < now() - interval '30 days' or expires_at < now() - interval '30 days'",
            Erased = [Erasure.OfAccount],
        },
        new(
            "account_members",
            new PersonalPart("memberships", OfPerson: true, "member_id = app_actor()"),
            PersonalPart.Account("members")
        )
        {
            Erased = [Erasure.OfAccount, Erasure.DeleteTraces("member_id = $1")],
        },
        // They outlive their day, by which mails are counted.
        new("email_tokens", PersonalPart.Person("mail-links", "token_hash"))
        {
            Expired = "expires_at < now() - interval '7 days'",
            Erased = [Erasure.OfAccount],
        },
        new("totp_factors", PersonalPart.Person("second-factor", "sealed_secret")) { Erased = [Erasure.OfAccount] },
        new("recovery_codes", PersonalPart.Person("recovery-codes", "code_hash")) { Erased = [Erasure.OfAccount] },
        new("erasures", PersonalPart.Person("erasures"))
        {
            Erased =
            [
                Erasure.Keep(
                    "user_id = $1",
                    "This receipt, which names nobody: proof that the wish was granted (GDPR art. 5(2))."
                ),
            ],
        },
        new("account_invitations", PersonalPart.Account("invitations", "token_hash"))
        {
            Erased = [Erasure.OfAccount, Erasure.DeleteTraces("lower(email) = $2")],
        },
        new("api_keys", PersonalPart.Account("api-keys", "secret_hash"))
        {
            Erased = [Erasure.OfAccount, Erasure.DeleteTraces("created_by = $1")],
        },
        OwnedTable.OfAccount("user_usage", "usage"),
        OwnedTable.OfAccount("usage_warnings", "usage-warnings"),
        new("billing_accounts", PersonalPart.Account("billing"))
        {
            Erased =
            [
                Erasure.OfAccount,
                Erasure.KeptElsewhere(
                    "invoices",
                    "Not here: the payment provider keeps them as long as tax law demands (GDPR art. 17(3)(b))."
                ),
            ],
        },
        // The payment provider repeats an event for three days, and a person at its dashboard for thirty.
        OwnedTable.NotPersonal("billing_events", "the platform's own: ids of events of the payment provider") with
        {
            Expired = "created_at < now() - interval '90 days'",
        },
        // Fifteen failures, the most that are counted, are forgotten after five hours.
        OwnedTable.NotPersonal(
            "sign_in_throttles",
            "failed sign-ins under a keyed hash, which tells nobody's address"
        ) with
        {
            Expired = "updated_at < now() - interval '1 day'",
        },
        // They are counted for a day.
        OwnedTable.NotPersonal(
            "invitation_mails",
            "how often an address was invited within a day, under a keyed hash, which tells nobody's address"
        ) with
        {
            Expired = "sent_at < now() - interval '1 day'",
        },
    ];

    public override IReadOnlyDictionary<string, Error> Constraints { get; } =
        new Dictionary<string, Error>(StringComparer.Ordinal) { ["idx_users_email"] = IdentityErrors.EmailTaken };

    public override IReadOnlyList<SealedColumn> Sealed { get; } =
    [new("totp_factors", "sealed_secret", Factors.Purpose, "user_id")];

    public override IReadOnlyList<string> Channels => [KnownKeys.Channel, RevokedSessions.Channel];

    public override void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<PasswordOptions>(configuration.GetSection(PasswordOptions.Section));
        services.Configure<TokenOptions>(configuration.GetSection(TokenOptions.Section));
        services.AddSingleton<IPasswordHasher, PasswordHasher>();
        services.AddSingleton<ISignInThrottle, SignInThrottle>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<ITokenIssuer>(provider => provider.GetRequiredService<TokenIssuer>());
        services.AddSingleton<IDerivedKeys>(provider => provider.GetRequiredService<TokenIssuer>());
        services.AddSingleton<IPersonalData, PersonalData>();
        services.AddHostedSingleton<RevokedSessions>();
        services.AddHostedSingleton<KnownKeys>();
        services.AddHostedSingleton<ActivityMeter>();
        services
            .AddOptions<BillingOptions>()
            .Bind(configuration.GetSection(BillingOptions.Section))
            .PostConfigure(billing =>
            {
                if (billing.Fault() is { } fault)
                {
                    throw new InvalidOperationException(fault);
                }
            })
            .ValidateOnStart();
        services.AddSingleton<IPaymentProvider, StripePayments>();
    }
}
