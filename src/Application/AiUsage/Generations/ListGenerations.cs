using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Generations;

/// <summary>The account's generations, newest first.</summary>
/// <param name="CampaignId">Only of this campaign.</param>
/// <param name="Status">Only with this status.</param>
/// <param name="Type">Only of this type.</param>
[Requires(AiUsagePermissions.Read)]
public sealed record ListGenerations(int? Limit, string? Cursor, Guid? CampaignId, string? Status, string? Type)
    : IQuery<Page<GenerationView>>;

internal sealed class ListGenerationsValidator : AbstractValidator<ListGenerations>
{
    public ListGenerationsValidator()
    {
        RuleFor(list => list.Status)
            .Must(status => status is null || GenerationStatus.All.Contains(status))
            .WithMessage($"status must be one of {string.Join(", ", GenerationStatus.All)}.");
        RuleFor(list => list.Type)
            .Must(type => type is null || GenerationTypes.All.Contains(type))
            .WithMessage($"type must be one of {string.Join(", ", GenerationTypes.All)}.");
    }
}

internal sealed class ListGenerationsHandler(IAiReads reads) : IQueryHandler<ListGenerations, Page<GenerationView>>
{
    public async Task<Page<GenerationView>> Handle(ListGenerations request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await reads.GenerationsAsync(
            page,
            request.CampaignId,
            request.Status,
            request.Type,
            cancellationToken
        );
        return page.ToPage(rows, generation => new Keyset(generation.CreatedAt, generation.Id));
    }
}
