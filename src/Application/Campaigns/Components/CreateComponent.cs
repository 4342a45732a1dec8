using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>
/// Adds a component that a person wrote, at the end of its page: props of a block, or code. Two at once take turns.
/// </summary>
/// <returns>Its id.</returns>
/// <exception cref="DomainException">
/// NotFound, also for a parent that is not of this campaign; Conflict: archived, a part of an e-mail on a page or a section in an e-mail, or
/// there are too many; PaymentRequired <c>plan.over_limit</c>.
/// </exception>
[Requires(CampaignsPermissions.Write)]
public sealed record CreateComponent(Guid CampaignId, ComponentFields Fields) : ICommand<Guid>;

internal sealed class CreateComponentValidator : AbstractValidator<CreateComponent>
{
    public CreateComponentValidator(IBlocks blocks)
    {
        RuleFor(create => create.Fields).SetValidator(new ComponentFieldsValidator()).OverridePropertyName("");
        When(
                create => create.Fields.Code is null,
                () =>
                {
                    RuleFor(create => create.Fields)
                        .Must(fields => fields.Kind is not null && blocks.Find(fields.Kind) is not null)
                        .WithMessage(
                            "Either code, or the kind of a block with its props: GET /v1/blocks lists the kinds."
                        )
                        .OverridePropertyName("kind");
                    RuleFor(create => create.Fields)
                        .Must(fields =>
                            fields.ComponentType is null
                            || blocks.Find(fields.Kind ?? "") is not { } block
                            || block.ComponentType == fields.ComponentType
                        )
                        .WithMessage("componentType follows from the block: omit it.")
                        .OverridePropertyName("componentType");
                    RuleFor(create => create.Fields.CssStyles)
                        .Null()
                        .WithMessage("A block has its own styles: omit cssStyles, or send code.")
                        .OverridePropertyName("cssStyles");
                }
            )
            .Otherwise(() =>
            {
                RuleFor(create => create.Fields.ComponentType)
                    .NotNull()
                    .WithMessage("componentType is required with code.")
                    .OverridePropertyName("componentType");
                // Else it would be a section in an e-mail, or the other way round, as soon as it is attached.
                RuleFor(create => create.Fields)
                    .Must(fields =>
                        blocks.Find(fields.Kind ?? "") is not { } block
                        || (block.ComponentType == ComponentTypes.Email)
                            == (fields.ComponentType == ComponentTypes.Email)
                    )
                    .WithMessage(
                        $"Blocks whose kinds begin with e- are of the componentType {ComponentTypes.Email}, and no others are."
                    )
                    .OverridePropertyName("kind");
            });
    }
}

internal sealed class CreateComponentHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IComponentOrder order,
    ICampaignTurns turns,
    IBlocks blocks,
    IUploads uploads,
    IPlanLimits limits,
    ICurrentUser user,
    TimeProvider time
) : ICommandHandler<CreateComponent, Guid>
{
    public async Task<Guid> Handle(CreateComponent request, CancellationToken cancellationToken)
    {
        var fields = request.Fields;
        // Before the campaign is read: a theme that somebody sets meanwhile is the one that is laid out, and nobody else adds a component
        // or changes their order.
        await turns.TakeForAllAsync(request.CampaignId, cancellationToken);
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        campaign.EnsureEditable();
        await limits.RequireEditableAsync(PlanResource.PublishedPages, campaign.Id, cancellationToken);
        var block = fields.Code is null ? blocks.Find(fields.Kind!) : null;
        var componentType = block?.ComponentType ?? fields.ComponentType!;
        var isEmail = componentType == ComponentTypes.Email;
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        if (own.Count >= CampaignComponent.MaxInCampaign)
        {
            throw new DomainException(CampaignErrors.TooManyComponents(CampaignComponent.MaxInCampaign));
        }
        if (fields.ParentComponentId is { } parent && own.All(one => one.Id != parent))
        {
            throw new DomainException(CampaignErrors.ComponentNotFound);
        }
        var page = fields.Page ?? (isEmail ? ComponentPages.NextEmail(own, campaign.Plan) : "index");
        ComponentPages.EnsureFits(page, componentType, own, campaign.Plan);
        var kind = fields.Kind ?? (isEmail ? "e-custom" : "custom");
        var anchor = CampaignComponent.AnchorFor(kind, page, own);
        var component = CampaignComponent.Create(
            time.NewId(),
            campaign.UserId,
            campaign.Id,
            block is null
                ? fields.ToDetached()
                : blocks.Lay(
                    await CampaignSite.OfAsync(uploads, campaign, own, fields.Props, cancellationToken),
                    new ComponentPlace(page, kind, anchor),
                    fields.Name.Trim(),
                    fields.Props ?? []
                ),
            componentType,
            page,
            kind,
            anchor,
            await order.MakeRoomAsync(campaign.Id, page, cancellationToken),
            "edited",
            "{}",
            user.ActorId,
            time.GetUtcNow(),
            fields.ParentComponentId
        );
        components.Add(component);
        return component.Id;
    }
}
