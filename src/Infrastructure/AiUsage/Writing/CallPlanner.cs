using System.Security.Cryptography;
using System.Text.Json;
using AiWebBuilder.Application.AiUsage;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Settings;
using AiWebBuilder.Application.AiUsage.Writing;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Operations.Contracts.Settings;
using AiWebBuilder.Infrastructure.AiUsage.Calls;
using AiWebBuilder.Infrastructure.AiUsage.Providers;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.AiUsage.Writing;

/// <param name="IsFree">It stands in for a model that the budget does not allow any more: nobody pays for it.</param>
internal sealed record Candidate(ModelChoice Model, bool IsFree);

/// <param name="NanoUsd">What the account pays for it, in 10⁻⁹ USD.</param>
internal sealed record KnownAnswer(
    Guid Id,
    string State,
    string Answer,
    int InputTokens,
    int OutputTokens,
    long NanoUsd
);

/// <summary>All that is known about a request before any model is asked.</summary>
/// <param name="SameFailure">Why it is not worth another try; null: it is.</param>
/// <param name="Known">Answers that are there already: to the same step first, then to the same words.</param>
/// <param name="Models">Those to ask, in this order.</param>
/// <param name="All">Every model that can be had.</param>
/// <param name="Chosen">What the account itself wants to stand in; null: it leaves that to the operator.</param>
internal sealed record CallPlan(
    string? SameFailure,
    IReadOnlyList<KnownAnswer> Known,
    IReadOnlyList<Candidate> Models,
    IReadOnlyList<ModelChoice> All,
    IReadOnlyList<ModelChoice>? Chosen,
    PlanAllowance Credits,
    SpendGuards Guards
)
{
    /// <summary>What it goes on with at a limit: of the account's own list what is cheaper, in its order; without one the cheapest of all.</summary>
    public IEnumerable<Candidate> Lesser(string atLimit, ModelChoice refused)
    {
        static long Worst(ModelChoice model) => model.Price.WorstNanoUsd(10_000, 6_000);
        if (atLimit == "cheaper" && Chosen is not null)
        {
            return Chosen
                .Where(model => Worst(model) < Worst(refused))
                .Select(model => new Candidate(model, IsFree: model.Provider == ProviderClients.Offline));
        }
        if (atLimit == "cheaper")
        {
            return All.Where(model => model.Provider != ProviderClients.Offline && Worst(model) < Worst(refused))
                .OrderBy(Worst)
                .Take(1)
                .Select(model => new Candidate(model, IsFree: false));
        }
        return All.Where(model => model.Provider == ProviderClients.Offline)
            .Select(model => new Candidate(model, IsFree: true));
    }
}

/// <summary>Finds out what is known about a request.</summary>
internal sealed class CallPlanner(
    AppDbContext db,
    ICurrentUser user,
    IPlanLimits limits,
    ISettings settings,
    IAiSettings choices,
    PriceBook prices,
    ProviderClients providers,
    IOptions<AiOptions> options,
    TimeProvider time
)
{
    /// <summary>The same failure so often on one target: it will not be better the next time.</summary>
    public const int SameFailures = 3;

    public async Task<CallPlan> PrepareAsync(AiRequest request, CancellationToken cancellationToken)
    {
        var account = user.RequireAccount();
        var steps = request.Parts.Select(part => part.StepId).ToArray();
        var failures = await db
            .Database.SqlQuery<string>(
                $"""
                select max(reason) as "Value" from ai_calls
                where id in (select call_id from ai_call_steps where step_id = any({steps})) and failure is not null
                  and failure not in ('never_sent', 'unused', 'unknown', 'not_landed', 'cancelled', 'shut_off')
                group by failure having count(*) >= {SameFailures}
                """
            )
            .ToListAsync(cancellationToken);
        // Another worker's answer to the same step first; then one to the same words.
        var hash = HashOf(request, request.Model);
        var known = await db
            .Database.SqlQuery<KnownAnswer>(
                $"""
                select id, state, answer, input_tokens, output_tokens, coalesce(charged_nano_usd, least(provider_nano_usd, reserved_nano_usd)) as nano_usd
                from ai_calls
                where user_id = {account} and answer is not null
                  and (state = 'answered' and id in (select call_id from ai_call_steps where step_id = any({steps}))
                    or state = 'settled' and request_hash = decode({hash}, 'hex') and provider <> 'offline'
                      and ended_at > {time.GetUtcNow() - options.Value.ReplayWindow})
                order by state = 'answered' desc, ended_at desc nulls first limit 3
                """
            )
            .ToListAsync(cancellationToken);
        var all = await prices.AllAsync(cancellationToken);
        var chosen = await choices.ReadAsync(cancellationToken);
        // What could be had when it was chosen may be gone by now.
        ModelChoice[] standIns =
        [
            .. chosen
                .Fallbacks.Select(name =>
                    all.FirstOrDefault(one => one.Model == name)
                    ?? (
                        name == StandIns.Offline
                            ? all.FirstOrDefault(one => one.Provider == ProviderClients.Offline)
                            : null
                    )
                )
                .OfType<ModelChoice>()
                .Where(providers.CanReach)
                .DistinctBy(model => model.Model),
        ];
        return new CallPlan(
            failures.FirstOrDefault(),
            known,
            [
                new Candidate(request.Model, IsFree: false),
                .. standIns
                    .Where(model => model.Model != request.Model.Model)
                    .Select(model => new Candidate(model, IsFree: false)),
            ],
            [.. all.Where(providers.CanReach)],
            chosen.IsDefault ? null : standIns,
            await limits.AllowanceAsync(PlanResource.AiCredits, cancellationToken),
            GuardsOf(await settings.GetAsync(AiGuards.Key, AiGuards.Default, cancellationToken))
        );
    }

    /// <summary>Tells whether two requests are the same: hexadecimal, of 32 bytes.</summary>
    public static string HashOf(AiRequest request, ModelChoice model) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        model.Provider,
                        model.Model,
                        model.KeyId,
                        request.System,
                        request.Prompt,
                        request.Images,
                        Parts = request.Parts.Select(part => part.Key),
                        request.MaxOutputTokens,
                    }
                )
            )
        );

    private static SpendGuards GuardsOf(AiGuards guards) =>
        new($"{guards.Minutes} minutes", (long)(guards.Usd * CallRefusals.NanoPerUsd), guards.Failures);
}
