using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage;

/// <summary>A generation as the API shows it: the columns of <c>ai_generations</c>, and its steps.</summary>
public sealed record GenerationView(
    Guid Id,
    Guid? CampaignId,
    Guid? ComponentId,
    [OneOf(typeof(GenerationTypes))] string GenerationType,
    string? PromptText,
    string[] ReferenceImages,
    string ModelUsed,
    string Provider,
    int PromptTokens,
    int CompletionTokens,
    decimal Cost,
    [OneOf(typeof(GenerationStatus))] string Status,
    JsonNode? ResultData,
    string? ErrorMessage,
    int? GenerationTimeSeconds,
    int Iterations,
    int? UserRating,
    string? UserFeedback,
    bool? Accepted,
    JsonNode? Estimate,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? CompletedAt
)
{
    /// <summary>Only on GET of one generation.</summary>
    public IReadOnlyList<StepView>? Steps { get; init; }

    public static GenerationView Of(AiGeneration generation) => generation.To<GenerationView>() with { Steps = null };
}

/// <summary>
/// One section of a generation; <paramref name="Id"/> is the component's once it is completed. The steps of an enhancement are
/// variants: their versions carry the generation's id.
/// </summary>
public sealed record StepView(Guid Id, int Position, string Name, string Status, string? ErrorMessage);

/// <summary>One generation.</summary>
[Requires(Permission.AiRead)]
public sealed record GetGeneration(Guid GenerationId) : IQuery<GenerationView>;

internal sealed class GetGenerationHandler(IRepository<AiGeneration> generations)
    : IQueryHandler<GetGeneration, GenerationView>
{
    public async Task<GenerationView> Handle(GetGeneration request, CancellationToken cancellationToken)
    {
        var generation =
            await generations.FindAsync(request.GenerationId, cancellationToken)
            ?? throw new DomainException(AiUsageErrors.GenerationNotFound);
        return GenerationView.Of(generation) with
        {
            Steps = [.. generation.Steps.OrderBy(step => step.Position).Select(step => step.To<StepView>())],
        };
    }
}
