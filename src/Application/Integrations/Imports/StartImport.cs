using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Addresses;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Imports;
using FluentValidation;

namespace AiWebBuilder.Application.Integrations.Imports;

/// <summary>
/// Imports a website without credentials: from its address, or from an HTML file or a ZIP with its pages and pictures. The pages become one
/// campaign whose sections are blocks, pictures become the account's uploads, and the ledger says what has become of every element.
/// </summary>
/// <param name="Fields">The address; null where a file is given.</param>
/// <param name="Name">Of a file: what it is called.</param>
/// <param name="File">An HTML file of at most 5 MB, or a ZIP of at most 20 MB.</param>
/// <param name="Rehearsal">Of a file: makes nothing, costs nothing, and tells what would be made.</param>
/// <exception cref="DomainException">
/// Validation: no address that may be read, or no such file (<c>integrations.import_unreadable</c>).
/// </exception>
[Requires(CampaignsPermissions.Write)]
public sealed record StartImport(
    ImportFields? Fields,
    ReadOnlyMemory<byte> File,
    string? ContentType,
    string? Name,
    bool Rehearsal
) : ICommand<ImportView>
{
    // A record would print the file.
    public override string ToString() => $"{nameof(StartImport)} of {File.Length} bytes";
}

internal sealed class StartImportValidator : AbstractValidator<StartImport>
{
    public StartImportValidator()
    {
        When(
                import => import.Fields is not null,
                () =>
                {
                    RuleFor(import => import.Fields!.Url).NotEmpty().MaximumLength(2_000).OverridePropertyName("url");
                    RuleFor(import => import.Fields!.Url)
                        .Must(url =>
                            Uri.TryCreate(url, UriKind.Absolute, out var address)
                            && address.Scheme is "http" or "https"
                            && address.UserInfo.Length == 0
                        )
                        .WithMessage("url must be an absolute http or https address without a user name.")
                        .OverridePropertyName("url");
                    RuleFor(import => import.Fields!.MaxPages)
                        .InclusiveBetween(1, ImportFields.MostPages)
                        .OverridePropertyName("maxPages");
                }
            )
            .Otherwise(() =>
                RuleFor(import => import.File)
                    .Must(file => file.Length > 0)
                    .WithMessage("The body is empty: send an HTML file, a ZIP, or JSON with a url.")
                    .OverridePropertyName("file")
            );
        RuleFor(import => import.Name)
            .MaximumLength(200)
            .Must(name => name is null || JsonTexts.IsStorableText(name))
            .WithMessage("name cannot be stored.");
    }
}

internal sealed class StartImportHandler(
    IImports imports,
    IJobQueue jobs,
    IOutgoingAddresses addresses,
    ISourceFiles files,
    ICurrentUser user
) : ICommandHandler<StartImport, ImportView>, IBeforeTransaction<StartImport>
{
    private NewImport? import;

    public async Task PrepareAsync(StartImport request, CancellationToken cancellationToken)
    {
        if (request.Fields is { } fields)
        {
            if (await addresses.ProblemOfAsync(fields.Url, cancellationToken) is { } problem)
            {
                throw new DomainException(ImportErrors.Unreadable(problem));
            }
            import = new NewImport(
                ImportSources.Address,
                new Uri(fields.Url).AbsoluteUri,
                null,
                null,
                fields.Rehearsal,
                fields.MaxPages
            );
            return;
        }
        var kind =
            files.KindOf(request.File.Span)
            ?? throw new DomainException(ImportErrors.Unreadable("The body is neither an HTML file nor a ZIP."));
        import = new NewImport(
            kind,
            request.Name ?? (kind == ImportSources.Zip ? "site.zip" : "page.html"),
            request.File.ToArray(),
            request.ContentType is { Length: < 200 } type ? type : null,
            request.Rehearsal,
            ImportFields.MostPages
        );
    }

    public async Task<ImportView> Handle(StartImport request, CancellationToken cancellationToken)
    {
        var id = await imports.AddAsync(import!, cancellationToken);
        await imports.AssignAsync(
            id,
            await jobs.EnqueueAsync(ImportJob.For(id, user.RequireAccount()), cancellationToken),
            cancellationToken
        );
        return (await imports.FindAsync(id, cancellationToken))!;
    }
}
