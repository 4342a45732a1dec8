using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.AiUsage.Calls;
using AiWebBuilder.Infrastructure.AiUsage.Providers;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.AiUsage.Writing;

internal sealed class AiModels(
    AppDbContext db,
    ICurrentUser user,
    PriceBook prices,
    ProviderClients providers,
    IPlanLimits limits,
    IOptions<AiOptions> options,
    TimeProvider time
) : IAiModels
{
    public async Task<ModelChoice> ChooseAsync(string? model, CancellationToken cancellationToken)
    {
        model ??= options.Value.DefaultModel;
        return await prices.FindAsync(model, cancellationToken) is { } choice && providers.CanReach(choice)
            ? choice
            : throw new DomainException(AiUsageErrors.ModelNotUsable(model));
    }

    public EstimateView Estimate(
        ModelChoice model,
        IReadOnlyCollection<StepPrompt> calls,
        int sections,
        int shortest,
        int images = 0
    )
    {
        var (minCost, maxCost) = (0m, 0m);
        foreach (var call in calls)
        {
            var input = CallBounds.Input(model, [call.System, call.Text], model.Abilities.Images ? images : 0);
            var cost = model.CostOf((input, 0), (input, CallBounds.Output(model, call.MaxOutputTokens)));
            (minCost, maxCost) = (minCost + cost.MinCost, maxCost + cost.MaxCost);
        }
        minCost += model.CostOf((0, sections * shortest), (0, 0)).MinCost;
        CostRange Each() =>
            sections == 0 ? new(0, 0) : new(decimal.Round(minCost / sections, 9), decimal.Round(maxCost / sections, 9));
        return new EstimateView(model.Model, minCost, maxCost, "USD", Each());
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

    private async Task<bool> StopsAtLimitAsync(CancellationToken cancellationToken)
    {
        var choices = await db
            .Database.SqlQuery<string>($"""select ai_at_limit_of({user.RequireAccount()}) as "Value" """)
            .ToListAsync(cancellationToken);
        return choices[0] == LimitChoices.Stop;
    }

    private sealed record ExhaustedCap(
        string Scope,
        string Period,
        long LimitNanoUsd,
        long SpentNanoUsd,
        long ReservedNanoUsd
    );
}
