using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
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

    public async Task<AiResult> WriteAsync<T>(
        AiRequest request,
        Func<StepPart, JsonObject, (T? Value, string? Problem)> read,
        Func<WrittenPart<T>, Task> land,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var parts = new AnswerParts<T>(request.Parts, read, land);
        var plan = await unitOfWork.ReadAsync(
            () => planner.PrepareAsync(request, cancellationToken),
            cancellationToken
        );
        if (plan.SameFailure is { } failure)
        {
            parts.Fail($"It failed {CallPlanner.SameFailures} times in the same way: {failure}");
            return new AiResult(parts.Problems);
        }
        foreach (var known in plan.Known)
        {
            var answer = AnswerOf(known, plan.Models[0].Model);
            var reading = parts.Begin();
            await reading.EndAsync(known.Answer, () => answer.Call);
            if (reading.IsUse)
            {
                await reading.LandAsync(answer);
            }
            else if (known.State == "answered")
            {
                await caller.ReleaseAsync(known.Id, parts.Problems[0].Problem);
            }
            if (parts.Left.Count == 0)
            {
                return new AiResult([]);
            }
        }

        DomainException? refused = null;
        List<Candidate> tried = [];
        var isAnswered = false;
        for (var candidates = new Queue<Candidate>(plan.Models); candidates.TryDequeue(out var candidate); )
        {
            tried.Add(candidate);
            try
            {
                await caller.AskAsync(request, candidate, plan, parts, cancellationToken);
                // What cannot be used is another model's to write where the account has named one; what that cannot either, nobody's.
                if (parts.Left.Count == 0 || plan.Chosen is null || tried.Count > 1)
                {
                    return new AiResult(parts.Problems);
                }
                isAnswered = true;
            }
            catch (CallRefusedException refusal) when (refusal.Outcome.Outcome == "held")
            {
                return new AiResult([]) { IsHeld = true };
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
                parts.Fail(failed.Failure.Message);
                return new AiResult(parts.Problems);
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
        return isAnswered ? new AiResult(parts.Problems) : throw refused!;
    }

    private AiAnswer AnswerOf(KnownAnswer known, ModelChoice model) =>
        known.State == "answered"
            ? new AiAnswer(
                new AiCall(known.Id, ReplayOf: null, model),
                known.InputTokens,
                known.OutputTokens,
                known.NanoUsd / CallRefusals.NanoPerUsd,
                []
            )
            : new AiAnswer(new AiCall(time.NewId(), known.Id, model), 0, 0, 0, []);
}
