using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using FluentValidation;

namespace AiWebBuilder.Application.Integrations.Syncs;

/// <summary>What the syncs of a connection have found, newest first: with <c>change</c>, the report of what is different since the sync before.</summary>
/// <param name="Object">Only of this kind.</param>
/// <param name="Change">Only what the last sync found to be this.</param>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(IntegrationsPermissions.Read)]
public sealed record ListContents(Guid IntegrationId, int? Limit, string? Cursor, string? Object, string? Change)
    : IQuery<Page<ContentView>>;

internal sealed class ListContentsValidator : AbstractValidator<ListContents>
{
    public ListContentsValidator()
    {
        RuleFor(list => list.Object).OneOf("object", PlatformObjects.All);
        RuleFor(list => list.Change).OneOf("change", ContentChanges.All);
    }
}

internal sealed class ListContentsHandler(IRepository<PlatformIntegration> integrations, IPlatformContents contents)
    : IQueryHandler<ListContents, Page<ContentView>>
{
    public async Task<Page<ContentView>> Handle(ListContents request, CancellationToken cancellationToken)
    {
        var integration = await integrations.RequireAsync(request.IntegrationId, cancellationToken);
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await contents.ListAsync(integration.Id, page, request.Object, request.Change, cancellationToken);
        return page.ToPage(rows, content => new Keyset(content.FirstSeenAt, content.Id));
    }
}
