namespace AiWebBuilder.Application.Common.Security.AuthEvents;

/// <summary>What the audit log holds of authentication and permission, beside the changes of rows.</summary>
public enum AuthEvent
{
    SignIn,
    SignOut,
    SignInFailed,
    Refused,
    TokenReused,
    PasswordReset,
    EmailVerified,
    FactorAdded,
    FactorRemoved,
    KeyUsed,
    AccountSwitched,
    AccountRestored,
    DataExported,
}
