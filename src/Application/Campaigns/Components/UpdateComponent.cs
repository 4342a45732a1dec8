using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Behaviors;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>Changes a component by hand: new content becomes its next version. Absent members are left as they are.</summary>
/// <exception cref="DomainException">
/// NotFound; PreconditionRequired or PreconditionFailed; Conflict: locked, archived, or the page is an e-mail's; PaymentRequired
/// <c>plan.over_limit</c>.
/// </exception>
[Requires(CampaignsPermissions.Write)]
public sealed record UpdateComponent(Guid ComponentId, string? IfMatch, ComponentPatch Patch) : ICommand;

/// <summary>A JSON merge patch (RFC 7396) of a component; <c>props</c> is replaced as a whole.</summary>
/// <example>{"name":"Opening hours in winter"}</example>
public sealed record ComponentPatch
{
    public Optional<string> Name { get; init; }
    public Optional<string> Code { get; init; }
    public Optional<JsonObject?> Props { get; init; }
    public Optional<string?> CssStyles { get; init; }
    public Optional<string> Page { get; init; }
}

internal sealed class UpdateComponentHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IValidator<ComponentFields> validator,
    IPlanLimits limits,
    ICurrentUser user,
    TimeProvider time
) : ICommandHandler<UpdateComponent, Done>
{
    public async Task<Done> Handle(UpdateComponent request, CancellationToken cancellationToken)
    {
        var component = await components.RequireAsync(request.ComponentId, cancellationToken);
        ETags.Require(request.IfMatch, component);
        (await campaigns.RequireAsync(component.CampaignId, cancellationToken)).EnsureEditable();
        await limits.RequireEditableAsync(PlanResource.PublishedPages, component.CampaignId, cancellationToken);
        component.EnsureUnlocked();

        var patch = request.Patch;
        var present = JsonNode.Parse(component.Props)!.AsObject();
        var fields = new ComponentFields(
            patch.Name.Or(component.Name) ?? "",
            component.ComponentType,
            patch.Code.Or(component.Code) ?? "",
            patch.Props.Or(present) ?? [],
            patch.CssStyles.Or(component.CssStyles),
            patch.Page.Or(component.Page) ?? "index"
        );
        await validator.RequireValidAsync(fields, cancellationToken);

        if (fields.Page != component.Page)
        {
            var own = await components.ListAsync(new ComponentsOfCampaign(component.CampaignId), cancellationToken);
            ComponentPages.EnsureFree(fields.Page!, component.ComponentType, own.Where(one => one.Id != component.Id));
            component.MoveTo(fields.Page!);
        }
        var content = fields.ToContent();
        // The same object in another spelling is no change.
        content = JsonNode.DeepEquals(fields.Props, present) ? content with { Props = component.Props } : content;
        component.Replace(content, "edited", user.ActorId, time.GetUtcNow());
        return default;
    }
}
