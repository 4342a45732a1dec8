using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Costs;

/// <summary>The account's costs as a file: the groups of GET /v1/ai/costs, one per line.</summary>
/// <param name="Format">One of <see cref="TableFormats"/>; <c>csv</c> by default.</param>
[Requires(AiUsagePermissions.Read)]
public sealed record ExportCosts(string? Format, string? From, string? To, string? GroupBy) : IQuery<CostsView>;

internal sealed class ExportCostsValidator : AbstractValidator<ExportCosts>
{
    public ExportCostsValidator()
    {
        RuleFor(export => export.Format).OneOf("format", TableFormats.All);
        RuleFor(export => export.GroupBy).OneOf("groupBy", CostGroups.All);
    }
}

internal sealed class ExportCostsHandler(ICostReads reads) : IQueryHandler<ExportCosts, CostsView>
{
    public Task<CostsView> Handle(ExportCosts request, CancellationToken cancellationToken) =>
        reads.CostsViewAsync(request.From, request.To, request.GroupBy, cancellationToken);
}
