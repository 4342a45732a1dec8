namespace AiWebBuilder.Domain.Integrations;

/// <summary>What can be wrong with a connection, as clients can tell it apart.</summary>
public static class ConnectionProblems
{
    public const string NotVerified = "not_verified";
    public const string NoCredentials = "no_credentials";
    public const string CredentialsUnreadable = "credentials_unreadable";
    public const string WrongCredentials = "wrong_credentials";

    /// <summary>What was granted has ended: a person has to grant it anew.</summary>
    public const string NeedsReauth = "needs_reauth";
    public const string MissingRights = "missing_rights";
    public const string LocationNotChosen = "location_not_chosen";
    public const string AddressRefused = "address_refused";
    public const string NameUnknown = "name_unknown";
    public const string Unreachable = "unreachable";
    public const string CertificateInvalid = "certificate_invalid";
    public const string Insecure = "insecure";
    public const string Redirects = "redirects";
    public const string RedirectsForever = "redirects_forever";
    public const string TooSlow = "too_slow";
    public const string TooLarge = "too_large";
    public const string Unreadable = "unreadable";
    public const string NotThePlatform = "not_the_platform";
    public const string Blocked = "blocked";
    public const string ServerError = "server_error";
    public const string RateLimited = "rate_limited";

    public static IReadOnlyList<string> All { get; } =
    [
        NotVerified,
        NoCredentials,
        CredentialsUnreadable,
        WrongCredentials,
        NeedsReauth,
        MissingRights,
        LocationNotChosen,
        AddressRefused,
        NameUnknown,
        Unreachable,
        CertificateInvalid,
        Insecure,
        Redirects,
        RedirectsForever,
        TooSlow,
        TooLarge,
        Unreadable,
        NotThePlatform,
        Blocked,
        ServerError,
        RateLimited,
    ];
}
