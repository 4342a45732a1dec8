using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Writing;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.AiUsage.Calls;

namespace AiWebBuilder.Infrastructure.AiUsage.Writing;

/// <summary>
/// Carries out a request: the answer that is there already, the model that was asked for, those that may stand in for it.
/// </summary>
internal sealed class AiWriter(
    IUnitOfWork unitOfWork,
    CallPlanner planner,
    ModelCaller caller,
    CallRefusals refusals,
    TimeProvider time
) : IAiWriter
{
    /// <summary>The source of the spans, which follow OpenTelemetry's conventions for generative AI.</summary>
    public const string Source = "AiWebBuilder.AiUsage";

    public async Task<AiResult<T>> WriteAsync<T>(
        AiRequest request,
        Func<string, (T? Value, string? Problem)> read,
        CancellationToken cancellationToken
    )
        where T : class
    {
        (T?, string?) Read(string answer) => AnswerObjects.Read(answer, read);

        var plan = await unitOfWork.ReadAsync(
            () => planner.PrepareAsync(request, cancellationToken),
            cancellationToken
        );
        if (plan.SameFailure is { } failure)
        {
            return new AiResult<T>(
                null,
                $"It failed {CallPlanner.SameFailures} times in the same way: {failure}",
                null
            );
        }
        foreach (var known in plan.Known)
        {
            var (value, problem) = Read(known.Answer);
            if (value is not null)
            {
                return new AiResult<T>(value, null, AnswerOf(known, plan.Models[0].Model));
            }
            if (known.State == "answered")
            {
                await caller.ReleaseAsync(known.Id, problem!);
            }
        }

        DomainException? refused = null;
        List<Candidate> tried = [];
        for (var candidates = new Queue<Candidate>(plan.Models); candidates.TryDequeue(out var candidate); )
        {
            tried.Add(candidate);
            try
            {
                return await caller.AskAsync<T>(request, candidate, plan, Read, cancellationToken);
            }
            catch (CallRefusedException refusal) when (refusal.Outcome.Outcome == "held")
            {
                return new AiResult<T>(null, null, null) { IsHeld = true };
            }
            catch (CallRefusedException refusal)
            {
                refused = await refusals.OfAsync(refusal.Outcome, plan.Credits, cancellationToken);
                if (refusal.Outcome is { Outcome: "budget" or "credits", AtLimit: not "stop" } cap)
                {
                    // The account chose to go on with less: what cannot be had for what is left is not asked for again.
                    candidates = new Queue<Candidate>(
                        plan.Lesser(cap.AtLimit!, candidate.Model)
                            .Where(one =>
                                tried.All(before =>
                                    (before.Model.Model, before.IsFree) != (one.Model.Model, one.IsFree)
                                )
                            )
                    );
                }
                else if (refusal.Outcome.Outcome is not ("breaker_open" or "model_refused"))
                {
                    throw refused;
                }
            }
            catch (CallFailedException failed) when (failed.Failure.Kind == CallFailures.BadRequest)
            {
                return new AiResult<T>(null, failed.Failure.Message, null);
            }
            catch (CallFailedException failed) when (failed.Failure.Kind == CallFailures.QuotaExhausted)
            {
                // No later attempt mends it; one of another model that failed for a while may.
                refused ??= new DomainException(AiUsageErrors.ProviderQuotaExhausted);
            }
            catch (CallFailedException failed)
            {
                refused = new DomainException(AiUsageErrors.ProviderUnavailable(failed.Failure.Message))
                {
                    RetryAfter = failed.Failure.RetryAfter,
                };
            }
        }
        throw refused!;
    }

    private AiAnswer AnswerOf(KnownAnswer known, ModelChoice model) =>
        known.State == "answered"
            ? new AiAnswer(
                known.Id,
                null,
                model,
                known.InputTokens,
                known.OutputTokens,
                known.NanoUsd / CallRefusals.NanoPerUsd
            )
            : new AiAnswer(time.NewId(), known.Id, model, 0, 0, 0);
}
