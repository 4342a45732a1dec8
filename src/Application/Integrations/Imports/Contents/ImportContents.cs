using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Syncs;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Imports;
using FluentValidation;

namespace AiWebBuilder.Application.Integrations.Imports.Contents;

/// <summary>
/// Makes one campaign of what a sync has found on the platform, each content a page of it, the first the first. It is an import like every other, with a
/// ledger; where the platform can be written to, an export of the campaign updates the pages that it came from.
/// </summary>
/// <param name="Rehearsal">Makes nothing, costs nothing, and tells what would be made.</param>
/// <exception cref="DomainException">
/// NotFound: the integration or a content; Conflict: the connection is not verified, a content has no page or is no longer there, or an import of the
/// connection is running; PaymentRequired.
/// </exception>
[Requires(CampaignsPermissions.Write)]
public sealed record ImportContents(Guid IntegrationId, IReadOnlyList<Guid> ContentIds, bool Rehearsal)
    : ICommand<ImportView>;

internal sealed class ImportContentsValidator : AbstractValidator<ImportContents>
{
    public ImportContentsValidator() =>
        RuleFor(import => import.ContentIds)
            .Must(ids => ids.Count is > 0 and <= ImportFields.MostPages)
            .WithMessage($"contentIds must have 1 to {ImportFields.MostPages} entries.")
            .Must(ids => ids.Distinct().Count() == ids.Count)
            .WithMessage("contentIds must name each content once.");
}

internal sealed class ImportContentsHandler(
    IRepository<PlatformIntegration> integrations,
    IPlatformContents contents,
    IEnumerable<IPlatformAdapter> platforms,
    IImports imports,
    IJobQueue jobs,
    IPlanLimits limits
) : ICommandHandler<ImportContents, ImportView>
{
    public async Task<ImportView> Handle(ImportContents request, CancellationToken cancellationToken)
    {
        var integration = await integrations.RequireAsync(request.IntegrationId, cancellationToken);
        await limits.RequireEditableAsync(PlanResource.Integrations, integration.Id, cancellationToken);
        var platform = platforms.Single(one => one.Platform == integration.PlatformType);
        List<SyncedContent> chosen = [];
        foreach (var id in request.ContentIds)
        {
            var content =
                await contents.FindAsync(integration.Id, id, cancellationToken)
                ?? throw new DomainException(IntegrationErrors.ContentNotFound);
            if (Problem(platform, content) is { } problem)
            {
                throw new DomainException(ImportErrors.NotImportable(problem));
            }
            chosen.Add(new(content.Id, content.Hash));
        }
        integration.RequireConnected();
        // Whoever comes at the same moment breaks the index that allows one, which says the same.
        if (await imports.IsRunningAsync(integration.Id, cancellationToken))
        {
            throw new DomainException(ImportErrors.Running);
        }
        var importId = await imports.AddAsync(
            new NewImport(
                ImportSources.Platform,
                integration.AccountName ?? platform.Title,
                null,
                null,
                request.Rehearsal,
                ImportFields.MostPages
            )
            {
                IntegrationId = integration.Id,
                Contents = chosen,
            },
            cancellationToken
        );
        await imports.AssignAsync(
            importId,
            await jobs.EnqueueAsync(ImportJob.For(importId, integration.UserId), cancellationToken),
            cancellationToken
        );
        return (await imports.FindAsync(importId, cancellationToken))!;
    }

    private static string? Problem(IPlatformAdapter platform, ContentView content) =>
        platform.Pages is null
            ? $"{platform.Title} gives no pages through its API: import them by their public address or as a file, POST /v1/imports."
        : !platform.Pages.Objects.Contains(content.Object)
            ? $"“{content.Title}” is of {content.Object}, which have no page. Pages are imported of {string.Join(", ", platform.Pages.Objects)}."
        : content.Change == ContentChanges.Removed ? $"“{content.Title}” is no longer there by the last sync."
        : null;
}
