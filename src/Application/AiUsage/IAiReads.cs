using AiWebBuilder.Application.AiUsage.Generations;
using AiWebBuilder.Application.Common.Paging;

namespace AiWebBuilder.Application.AiUsage;

/// <summary>Prices and generations, read straight into views.</summary>
public interface IAiReads
{
    /// <summary>Every model with the prices that hold on this day, by provider and name.</summary>
    Task<IReadOnlyList<ModelView>> ModelsAsync(DateOnly on, CancellationToken cancellationToken);

    /// <summary>The account's generations, newest first.</summary>
    Task<IReadOnlyList<GenerationView>> GenerationsAsync(
        PageRequest page,
        Guid? campaignId,
        string? status,
        string? type,
        CancellationToken cancellationToken
    );
}
