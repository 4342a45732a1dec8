using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Generations.Quality;

/// <summary>Rates a generation's result, or replaces the rating.</summary>
[Requires(AiUsagePermissions.Spend)]
public sealed record RateGeneration(Guid GenerationId, int Rating, string? Feedback, bool? Accepted) : ICommand;

internal sealed class RateGenerationValidator : AbstractValidator<RateGeneration>
{
    public RateGenerationValidator()
    {
        RuleFor(rate => rate.Rating).InclusiveBetween(1, 5);
        RuleFor(rate => rate.Feedback).MaximumLength(5000);
    }
}

internal sealed class RateGenerationHandler(IRepository<AiGeneration> generations)
    : ICommandHandler<RateGeneration, Done>
{
    public async Task<Done> Handle(RateGeneration request, CancellationToken cancellationToken)
    {
        var generation =
            await generations.FindAsync(request.GenerationId, cancellationToken)
            ?? throw new DomainException(AiUsageErrors.GenerationNotFound);
        generation.Rate(request.Rating, request.Feedback, request.Accepted);
        return default;
    }
}
