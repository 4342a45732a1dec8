using System.Buffers.Text;
using System.Security.Cryptography;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Addresses;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using FluentValidation;

namespace AiWebBuilder.Application.Integrations.Authorizations;

/// <summary>
/// Begins to have access granted on the platform's own pages. Send the browser to <c>authorizeUrl</c> and keep <c>browserKey</c> in it: it comes back to
/// the front end's page <c>connect-platform</c>, which completes the authorization with both.
/// </summary>
/// <param name="SiteUrl">Of WordPress: the site whose pages ask the person.</param>
/// <exception cref="DomainException">
/// Validation: also of an address that leads into a private network; Conflict: the platform has no such pages, or the operator no application there.
/// </exception>
[Requires(IntegrationsPermissions.Manage)]
public sealed record StartAuthorization(string PlatformType, string? SiteUrl) : ICommand<AuthorizationView>;

/// <param name="AuthorizeUrl">Where the person grants or refuses access.</param>
/// <param name="BrowserKey">Proves at the end that it is the browser that began. Shown this once.</param>
public sealed record AuthorizationView(string AuthorizeUrl, string BrowserKey, DateTimeOffset ExpiresAt)
{
    // A record would print the key.
    public override string ToString() => nameof(AuthorizationView);
}

internal sealed class StartAuthorizationValidator : AbstractValidator<StartAuthorization>
{
    public StartAuthorizationValidator()
    {
        RuleFor(start => start.PlatformType)
            .Must(PlatformTypes.All.Contains)
            .WithMessage($"platformType must be one of {string.Join(", ", PlatformTypes.All)}.");
        RuleFor(start => start.SiteUrl)
            .Must(site => site is not null && WebAddresses.IsHttp(site))
            .When(start => start.PlatformType == PlatformTypes.WordPress)
            .WithMessage("siteUrl must be the https address of the site.");
        RuleFor(start => start.SiteUrl)
            .Null()
            .When(start => start.PlatformType == PlatformTypes.GoHighLevel)
            .WithMessage("This platform has one address for all: leave siteUrl out.");
    }
}

internal sealed class StartAuthorizationHandler(
    IEnumerable<IPlatformGrant> grants,
    IAuthorizations authorizations,
    IOutgoingAddresses addresses
) : ICommandHandler<StartAuthorization, AuthorizationView>, IBeforeTransaction<StartAuthorization>
{
    private readonly string state = NewKey();
    private string consent = "";

    /// <summary>A site may take its time to say where it asks: no transaction waits for it.</summary>
    public async Task PrepareAsync(StartAuthorization request, CancellationToken cancellationToken)
    {
        var grant =
            grants.SingleOrDefault(one => one.Platform == request.PlatformType)
            ?? throw new DomainException(IntegrationErrors.NoAuthorization(request.PlatformType));
        if (request.SiteUrl is { } site && await addresses.ProblemOfAsync(site, cancellationToken) is { } problem)
        {
            throw new DomainException(IntegrationErrors.AddressRefused("siteUrl", problem));
        }
        consent = await grant.ConsentAddressAsync(request.SiteUrl, state, cancellationToken);
    }

    public async Task<AuthorizationView> Handle(StartAuthorization request, CancellationToken cancellationToken)
    {
        var browserKey = NewKey();
        var expiresAt = await authorizations.AddAsync(
            new OpenAuthorization(request.PlatformType, request.SiteUrl),
            state,
            browserKey,
            cancellationToken
        );
        return new AuthorizationView(consent, browserKey, expiresAt);
    }

    private static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
