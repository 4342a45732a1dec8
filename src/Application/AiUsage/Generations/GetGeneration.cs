using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Costs;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using Mapster;

namespace AiWebBuilder.Application.AiUsage.Generations;

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
    GenerationResult? ResultData,
    string? ErrorMessage,
    int? GenerationTimeSeconds,
    int Iterations,
    int? UserRating,
    string? UserFeedback,
    bool? Accepted,
    EstimateView? Estimate,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? CompletedAt
)
{
    /// <summary>Only on GET of one generation.</summary>
    public IReadOnlyList<StepView>? Steps { get; init; }

    /// <summary>A signed address of the events, for <c>EventSource</c>: good for five minutes, without a token.</summary>
    public string? StreamUrl { get; init; }

    /// <summary>The ETag of the generation.</summary>
    public string Etag => ETags.Of(UpdatedAt);

    /// <summary>Null when none was kept.</summary>
    internal static EstimateView? EstimateIn(string json) =>
        JsonSerializer.Deserialize<EstimateView>(json, JsonSerializerOptions.Web) is { Model: not null } estimate
            ? estimate
            : null;

    /// <param name="nanoUsd">What is settled of it, by the ledger: its own column is rounded, and sums of it would be wrong.</param>
    public static GenerationView Of(AiGeneration generation, long nanoUsd) =>
        generation.To<GenerationView>() with
        {
            Cost = Usd.Of(nanoUsd),
        };
}

internal sealed class GenerationMapping : IRegister
{
    public void Register(TypeAdapterConfig config)
    {
        config
            .NewConfig<AiGeneration, GenerationView>()
            .Ignore(view => view.Cost)
            .Ignore(view => view.Steps!)
            .Ignore(view => view.StreamUrl!);
        config
            .NewConfig<GenerationStep, StepView>()
            .Ignore(view => view.Estimate!)
            .Ignore(view => view.Cost)
            .Ignore(view => view.Model!)
            .Ignore(view => view.Calls)
            .Ignore(view => view.Failures);
        config.NewConfig<string, EstimateView?>().MapWith(json => GenerationView.EstimateIn(json));
        config
            .NewConfig<string, GenerationResult?>()
            .MapWith(json => JsonSerializer.Deserialize<GenerationResult>(json, JsonSerializerOptions.Web));
    }
}

/// <summary>How many of a generation's sections landed, of how many that were planned.</summary>
public sealed record GenerationResult(int Landed, int Planned);

/// <summary>
/// One section of a generation; <paramref name="Id"/> is the component's once it is completed. The steps of an enhancement are
/// variants: their versions carry the generation's id.
/// </summary>
public sealed record StepView(
    Guid Id,
    int Position,
    string Name,
    [OneOf(typeof(StepStatus))] string Status,
    string? ErrorMessage
)
{
    /// <summary>What it was expected to cost at least and at most, in USD, before anything was asked.</summary>
    public CostRange? Estimate { get; init; }

    /// <summary>What it has cost: settled, USD, exact to 10⁻⁹.</summary>
    public decimal Cost { get; init; }

    /// <summary>The model whose answer was settled; null while none was.</summary>
    public string? Model { get; init; }

    /// <summary>How often a model was asked for it.</summary>
    public int Calls { get; init; }

    /// <summary>The calls that came to nothing, and why.</summary>
    public IReadOnlyList<FailedCallView> Failures { get; init; } = [];
}

/// <param name="Failure">The kind of failure: the rule that the call fell under.</param>
/// <param name="Charged">USD; 0 when the call was released.</param>
public sealed record FailedCallView(
    Guid CallId,
    string Model,
    string Failure,
    string? Reason,
    decimal Charged,
    DateTimeOffset At
);

/// <summary>A generation with its steps, their cost and their failures.</summary>
[Requires(AiUsagePermissions.Read)]
public sealed record GetGeneration(Guid GenerationId) : IQuery<GenerationView>;

internal sealed class GetGenerationHandler(IRepository<AiGeneration> generations, ICostReads reads)
    : IQueryHandler<GetGeneration, GenerationView>
{
    public async Task<GenerationView> Handle(GetGeneration request, CancellationToken cancellationToken)
    {
        var generation =
            await generations.FindAsync(request.GenerationId, cancellationToken)
            ?? throw new DomainException(AiUsageErrors.GenerationNotFound);
        var costs = await reads.StepCostsAsync(generation.Id, cancellationToken);
        var failures = await reads.FailedCallsAsync(generation.Id, cancellationToken);
        // Every section is asked for with the same brief and plan: one estimate holds for each.
        var estimate = GenerationView.EstimateIn(generation.Estimate)?.Section;
        return GenerationView.Of(generation, costs.Sum(step => step.NanoUsd)) with
        {
            Steps = [.. generation.Steps.OrderBy(step => step.Position).Select(View)],
        };

        StepView View(GenerationStep step)
        {
            var cost = costs.FirstOrDefault(one => one.StepId == step.Id);
            return step.To<StepView>() with
            {
                Estimate = estimate,
                Cost = Usd.Of(cost?.NanoUsd ?? 0),
                Model = cost?.Model,
                Calls = cost?.Asked ?? 0,
                Failures =
                [
                    .. failures
                        .Where(call => call.StepId == step.Id)
                        .Select(call => new FailedCallView(
                            call.CallId,
                            call.Model,
                            call.Failure,
                            call.Reason,
                            Usd.Of(call.ChargedNanoUsd),
                            call.At
                        )),
                ],
            };
        }
    }
}
