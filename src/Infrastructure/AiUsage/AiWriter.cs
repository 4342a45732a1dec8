using AiWebBuilder.Application.AiUsage;
using AiWebBuilder.Application.AiUsage.Budgets;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.AiUsage.Calls;
using AiWebBuilder.Infrastructure.AiUsage.Providers;
using AiWebBuilder.Infrastructure.AiUsage.Writing;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.AiUsage;

/// <summary>
/// Carries out a request: the answer that is there already, the model that was asked for, those that may stand in for it.
/// </summary>
internal sealed class AiWriter(
    AppDbContext db,
    IUnitOfWork unitOfWork,
    ICurrentUser user,
    PriceBook prices,
    ProviderClients providers,
    CallPlanner planner,
    ModelCaller caller,
    CallRefusals refusals,
    IPlanLimits limits,
    IOptions<AiOptions> options,
    TimeProvider time
) : IAiWriter
{
    /// <summary>The source of the spans, which follow OpenTelemetry's conventions for generative AI.</summary>
    public const string Source = "AiWebBuilder.AiUsage";

    public async Task<ModelChoice> ChooseAsync(string? model, CancellationToken cancellationToken)
    {
        model ??= options.Value.DefaultModel;
        return await prices.FindAsync(model, cancellationToken) is { } choice && providers.CanReach(choice)
            ? choice
            : throw new DomainException(AiUsageErrors.ModelNotUsable(model));
    }

    public async Task RequireOpenAsync(ModelChoice model, CancellationToken cancellationToken)
    {
        var stops = await db
            .Database.SqlQuery<string>(
                $"""select reason as "Value" from ai_shutoffs_of({user.RequireAccount()}) limit 1"""
            )
            .ToListAsync(cancellationToken);
        if (stops is [var reason])
        {
            throw new DomainException(AiUsageErrors.ShutOff(reason));
        }
        var exhausted = model.Price.IsFree
            ? []
            : await db
                .Database.SqlQuery<ExhaustedCap>(
                    $"""
                    select cap.scope, cap.period, cap.limit_nano_usd, period.spent_nano_usd, period.reserved_nano_usd
                    from ai_budgets cap
                    join ai_budget_periods period on period.budget_id = cap.id
                    where cap.user_id = {user.RequireAccount()} and cap.scope = 'account' and cap.at_limit = 'stop'
                      and period.period_start = ai_period_start(cap.period, account_day(cap.user_id, {time.GetUtcNow()}))
                      and period.spent_nano_usd >= cap.limit_nano_usd
                    limit 1
                    """
                )
                .ToListAsync(cancellationToken);
        if (exhausted is [var cap])
        {
            throw CallRefusals.Exhausted(
                cap.Scope,
                cap.Period,
                cap.LimitNanoUsd,
                cap.SpentNanoUsd,
                cap.ReservedNanoUsd
            );
        }
        // With a key of its own the account takes no credits, and where it goes on with less it needs none.
        if (model.KeyId is null && await StopsAtLimitAsync(cancellationToken))
        {
            await limits.RequireRoomAsync(PlanResource.AiCredits, cancellationToken);
        }
    }

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

    private async Task<bool> StopsAtLimitAsync(CancellationToken cancellationToken)
    {
        var choices = await db
            .Database.SqlQuery<string>($"""select ai_at_limit_of({user.RequireAccount()}) as "Value" """)
            .ToListAsync(cancellationToken);
        return choices[0] == LimitChoices.Stop;
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

    private sealed record ExhaustedCap(
        string Scope,
        string Period,
        long LimitNanoUsd,
        long SpentNanoUsd,
        long ReservedNanoUsd
    );
}
