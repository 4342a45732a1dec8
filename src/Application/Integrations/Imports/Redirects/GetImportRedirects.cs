using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Imports;
using FluentValidation;

namespace AiWebBuilder.Application.Integrations.Imports.Redirects;

/// <summary>Where visitors of the old addresses are to be sent, as a list and as files for servers.</summary>
/// <param name="Base">The site that the campaign's pages stand on, or will: the first page at it, the others below it; null: where it is published.</param>
/// <param name="Server">The product's own address.</param>
/// <exception cref="DomainException">
/// NotFound; Validation: no address of a site; Conflict: the import has made no campaign, or that is not published and no <c>base</c> was given.
/// </exception>
[Requires(CampaignsPermissions.Read)]
public sealed record GetImportRedirects(Guid ImportId, string? Base, string Server) : IQuery<RedirectMap>;

internal sealed class GetImportRedirectsValidator : AbstractValidator<GetImportRedirects>
{
    public GetImportRedirectsValidator() =>
        RuleFor(query => query.Base)
            .MaximumLength(500)
            .Must(address =>
                address is null
                || (
                    Uri.TryCreate(address, UriKind.Absolute, out var site)
                    && site.Scheme is "http" or "https"
                    && site.Query.Length + site.Fragment.Length + site.UserInfo.Length == 0
                )
            )
            .WithMessage("base must be an absolute http or https address without query and fragment.");
}

internal sealed class GetImportRedirectsHandler(IImports imports, ICampaignLookup campaigns)
    : IQueryHandler<GetImportRedirects, RedirectMap>
{
    public async Task<RedirectMap> Handle(GetImportRedirects request, CancellationToken cancellationToken)
    {
        var import =
            await imports.RecordAsync(request.ImportId, cancellationToken)
            ?? throw new DomainException(ImportErrors.NotFound);
        if (import is not { Status: ImportStatus.Completed, CampaignId: { } campaignId })
        {
            throw new DomainException(
                ImportErrors.NoRedirects("It has made no campaign that visitors could be sent to.")
            );
        }
        var root =
            request.Base
            ?? (
                await campaigns.PathAsync(campaignId, cancellationToken) is { } path
                    ? request.Server.TrimEnd('/') + path
                    : throw new DomainException(
                        ImportErrors.NoRedirects(
                            "The campaign is not published here: publish it, or say with base where its pages stand."
                        )
                    )
            );
        var site = new Uri(root.TrimEnd('/') + '/');
        List<ImportRedirect> redirects = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var page in import.Pages.Where(page => page.Page is not null))
        {
            var (old, from) = AddressOf(page.Address);
            var to = page.Page == "index" ? new Uri(root) : new Uri(site, page.Page);
            // A page that stays where it is would be sent to itself for ever.
            var isSame = (old is null || old.Host == to.Host) && from.TrimEnd('/') == to.PathAndQuery.TrimEnd('/');
            if (!isSame && seen.Add(from))
            {
                redirects.Add(new ImportRedirect(from, to.AbsoluteUri, page.Page!));
            }
        }
        return new RedirectMap(redirects, RedirectFiles.Of(redirects));
    }

    /// <summary>Of a file that came without an address: where a server shows it.</summary>
    private static (Uri? Address, string Path) AddressOf(string address)
    {
        if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return (uri, uri.PathAndQuery);
        }
        var path = new Uri(new Uri($"https://{SourcePage.Nowhere}/"), Uri.EscapeDataString(address)).AbsolutePath;
        return (null, path.Replace("%2F", "/", StringComparison.Ordinal));
    }
}
