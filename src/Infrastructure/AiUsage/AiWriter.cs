using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using AiWebBuilder.Application.AiUsage;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Settings;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.AiUsage.Calls;
using AiWebBuilder.Infrastructure.AiUsage.Providers;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.AiUsage;

/// <summary>
/// Takes a request along the road: the answer that is there already, the model that was asked for, those that may stand in for it.
/// </summary>
internal sealed class AiWriter(
    AppDbContext db,
    IUnitOfWork unitOfWork,
    ICurrentUser user,
    IPlanLimits limits,
    ISettings settings,
    IAiSettings choices,
    PriceBook prices,
    ProviderClients providers,
    KeyRing keys,
    CallBooks books,
    Pictures pictures,
    IOptions<AiOptions> options,
    IServiceProvider services,
    TimeProvider time
) : IAiWriter
{
    /// <summary>The source of the spans, which follow OpenTelemetry's conventions for generative AI.</summary>
    public const string Source = "AiWebBuilder.AiUsage";

    /// <summary>The same failure so often on one target: it will not be better the next time.</summary>
    private const int SameFailures = 3;

    private const decimal NanoPerUsd = 1_000_000_000m;

    public async Task<ModelChoice> ChooseAsync(string? model, CancellationToken cancellationToken)
    {
        model ??= options.Value.DefaultModel;
        return await prices.FindAsync(model, cancellationToken) is { } choice && IsUsable(choice)
            ? choice
            : throw new DomainException(AiUsageErrors.ModelNotUsable(model));
    }

    public async Task RequireOpenAsync(CancellationToken cancellationToken)
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
        var exhausted = await db
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
            throw Exhausted(cap.Scope, cap.Period, cap.LimitNanoUsd, cap.SpentNanoUsd, cap.ReservedNanoUsd);
        }
    }

    public async Task<AiResult<T>> WriteAsync<T>(
        AiRequest request,
        Func<string, (T? Value, string? Problem)> read,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var road = await unitOfWork.ReadAsync(() => PrepareAsync(request, cancellationToken), cancellationToken);
        if (road.SameFailure is { } failure)
        {
            return new AiResult<T>(null, $"It failed {SameFailures} times in the same way: {failure}", null);
        }
        foreach (var known in road.Known)
        {
            var (value, problem) = read(known.Answer);
            if (value is not null)
            {
                return new AiResult<T>(value, null, AnswerOf(known, road.Models[0].Model));
            }
            if (known.State == "answered")
            {
                await ReleaseAsync(known.Id, problem!);
            }
        }

        DomainException? refused = null;
        List<Candidate> tried = [];
        for (var candidates = new Queue<Candidate>(road.Models); candidates.TryDequeue(out var candidate); )
        {
            tried.Add(candidate);
            try
            {
                return await AskAsync(request, candidate, road, read, cancellationToken);
            }
            catch (CallRefusedException refusal)
            {
                refused = await WhatToSayAsync(refusal.Outcome, road, cancellationToken);
                if (refusal.Outcome is { Outcome: "budget", AtLimit: not "stop" } cap)
                {
                    // The account chose to go on with less: what cannot be had for the money left is not asked for again.
                    candidates = new Queue<Candidate>(
                        Lesser(cap.AtLimit!, candidate, road)
                            .Where(one => tried.All(before => before.Model.Model != one.Model.Model))
                    );
                }
                else if (refusal.Outcome.Outcome != "breaker_open")
                {
                    throw refused;
                }
            }
            catch (CallFailedException failed) when (failed.Failure.Kind == CallFailures.BadRequest)
            {
                return new AiResult<T>(null, failed.Failure.Message, null);
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

    /// <summary>Once, and once more with what was wrong: a model that is told mends most of it.</summary>
    private async Task<AiResult<T>> AskAsync<T>(
        AiRequest request,
        Candidate candidate,
        Road road,
        Func<string, (T? Value, string? Problem)> read,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var model = candidate.Model;
        List<ChatMessage> messages =
        [
            new(ChatRole.System, request.System),
            new(
                ChatRole.User,
                [new TextContent(request.Prompt), .. await pictures.OfAsync(request, model, cancellationToken)]
            ),
        ];
        var chat = new ChatOptions
        {
            ModelId = model.Model,
            MaxOutputTokens = Math.Min(model.Price.MaxOutputTokens, request.MaxOutputTokens),
            ResponseFormat = request.Schema is { } schema
                ? ChatResponseFormat.ForJsonSchema(schema, "answer")
                : ChatResponseFormat.Json,
        };
        for (var attempt = 1; ; attempt++)
        {
            var metered = await MeterAsync(request, candidate, road, attempt, cancellationToken);
            using var client = new AdaptingChatClient(metered, model.Abilities)
                .AsBuilder()
                .UseOpenTelemetry(sourceName: Source)
                .Build();
            await foreach (var _ in client.GetStreamingResponseAsync(messages, chat, cancellationToken))
            {
                // Whole sections are shown, not letters: what is no use must not be seen.
            }
            var (call, answer, finished) = metered.Kept!.Value;
            var (value, problem) =
                finished == ChatFinishReason.Length ? (null, "The answer was cut off at its longest.")
                : finished == ChatFinishReason.ContentFilter ? (null, "The model refused to answer.")
                : read(answer.Text);
            if (value is not null)
            {
                return new AiResult<T>(
                    value,
                    null,
                    new AiAnswer(
                        call.Id,
                        ReplayOf: null,
                        model,
                        answer.Usage.Input,
                        answer.Usage.Output,
                        Math.Min(answer.ProviderNanoUsd, call.ReservedNanoUsd) / NanoPerUsd
                    )
                );
            }
            await ReleaseAsync(call.Id, problem!);
            // The offline writer answers the same words in the same way.
            if (attempt == 2 || model.Provider == ProviderClients.Offline || finished == ChatFinishReason.ContentFilter)
            {
                return new AiResult<T>(null, problem, null);
            }
            messages.Add(new ChatMessage(ChatRole.Assistant, answer.Text));
            messages.Add(
                new ChatMessage(
                    ChatRole.User,
                    $"That cannot be used: {problem} Answer again, with the whole JSON object and nothing else."
                )
            );
        }
    }

    private async Task<MeteredChatClient> MeterAsync(
        AiRequest request,
        Candidate candidate,
        Road road,
        int attempt,
        CancellationToken cancellationToken
    )
    {
        var model = candidate.Model;
        var access = model.KeyId is { } key
            ? await keys.OpenAsync(user.RequireAccount(), key, cancellationToken)
            : providers.OfPlatform(model.Provider);
        if (access is null)
        {
            throw new DomainException(AiUsageErrors.ModelNotUsable(model.Model));
        }
        var (client, left) = providers.Create(access, model.Model, isOwn: model.KeyId is not null);
        return ActivatorUtilities.CreateInstance<MeteredChatClient>(
            services,
            client,
            new CallTicket(
                user.RequireAccount(),
                request,
                model,
                road.Credits.Limit,
                road.Guards,
                // What was asked again is another question.
                attempt == 1
                    ? $@"\x{HashOf(request, model)}"
                    : null,
                candidate.IsFree
            ),
            left,
            options.Value
        );
    }

    private async Task<Road> PrepareAsync(AiRequest request, CancellationToken cancellationToken)
    {
        var account = user.RequireAccount();
        var failures = await db
            .Database.SqlQuery<string>(
                $"""
                select max(reason) as "Value" from ai_calls
                where step_id = {request.StepId} and failure is not null
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
                  and (state = 'answered' and step_id = {request.StepId}
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
                .Where(IsUsable)
                .DistinctBy(model => model.Model),
        ];
        return new Road(
            failures.FirstOrDefault(),
            known,
            [
                new Candidate(request.Model, IsFree: false),
                .. standIns
                    .Where(model => model.Model != request.Model.Model)
                    .Select(model => new Candidate(model, IsFree: false)),
            ],
            [.. all.Where(IsUsable)],
            chosen.IsDefault ? null : standIns,
            await limits.AllowanceAsync(PlanResource.AiCredits, cancellationToken),
            GuardsOf(await settings.GetAsync(AiGuards.Key, AiGuards.Default, cancellationToken))
        );
    }

    private static SpendGuards GuardsOf(AiGuards guards) =>
        new($"{guards.Minutes} minutes", (long)(guards.Usd * NanoPerUsd), guards.Failures);

    /// <summary>What it goes on with at a limit: of the account's own list what is cheaper, in its order; without one the cheapest of all.</summary>
    private static IEnumerable<Candidate> Lesser(string atLimit, Candidate refused, Road road)
    {
        static long Worst(ModelChoice model) => model.Price.WorstNanoUsd(10_000, 6_000);
        if (atLimit == "cheaper" && road.Chosen is { } chosen)
        {
            return chosen
                .Where(model => Worst(model) < Worst(refused.Model))
                .Select(model => new Candidate(model, IsFree: model.Provider == ProviderClients.Offline));
        }
        if (atLimit == "cheaper")
        {
            return road
                .All.Where(model => model.Provider != ProviderClients.Offline && Worst(model) < Worst(refused.Model))
                .OrderBy(Worst)
                .Take(1)
                .Select(model => new Candidate(model, IsFree: false));
        }
        return road
            .All.Where(model => model.Provider == ProviderClients.Offline)
            .Select(model => new Candidate(model, IsFree: true));
    }

    private async Task<DomainException> WhatToSayAsync(
        ReserveOutcome outcome,
        Road road,
        CancellationToken cancellationToken
    )
    {
        switch (outcome.Outcome)
        {
            case "velocity":
                var spent = string.Create(
                    CultureInfo.InvariantCulture,
                    $"More was spent in a few minutes than is usual: {outcome.SpentNanoUsd / NanoPerUsd:0.00} USD."
                );
                await books.ShutOffAsync(user.RequireAccount(), hard: true, spent, cancellationToken);
                return new DomainException(AiUsageErrors.ShutOff(spent));
            case "failures":
                var failed = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{outcome.Failures} calls failed in a few minutes."
                );
                await books.ShutOffAsync(user.RequireAccount(), hard: false, failed, cancellationToken);
                return new DomainException(AiUsageErrors.ShutOff(failed));
            case "breaker_open":
                return new DomainException(
                    AiUsageErrors.ProviderUnavailable(
                        "The provider has failed too often, and is left alone for a while."
                    )
                )
                {
                    RetryAfter = outcome.Until - time.GetUtcNow(),
                };
            case "credits":
                return road.Credits.Refuse(outcome.Used);
            case "budget":
                return Exhausted(
                    outcome.Scope!,
                    outcome.Period!,
                    outcome.LimitNanoUsd,
                    outcome.SpentNanoUsd,
                    outcome.ReservedNanoUsd
                );
            default:
                return new DomainException(AiUsageErrors.ShutOff(outcome.Reason ?? ""));
        }
    }

    private static DomainException Exhausted(string scope, string period, long limit, long spent, long reserved) =>
        new(
            // What the platform may spend is nobody else's to know.
            scope == "platform"
                ? AiUsageErrors.BudgetExhausted
                : AiUsageErrors.BudgetExhausted with
                {
                    Details = new Dictionary<string, object?>(StringComparer.Ordinal)
                    {
                        ["scope"] = scope,
                        ["period"] = period,
                        ["limit"] = limit / NanoPerUsd,
                        ["spent"] = spent / NanoPerUsd,
                        ["reserved"] = reserved / NanoPerUsd,
                    },
                }
        );

    private Task ReleaseAsync(Guid callId, string problem) =>
        books.EndAsync(
            user.RequireAccount(),
            callId,
            settled: false,
            CallFailures.InvalidOutput,
            problem,
            CancellationToken.None
        );

    private AiAnswer AnswerOf(KnownAnswer known, ModelChoice model) =>
        known.State == "answered"
            ? new AiAnswer(known.Id, null, model, known.InputTokens, known.OutputTokens, known.NanoUsd / NanoPerUsd)
            : new AiAnswer(time.NewId(), known.Id, model, 0, 0, 0);

    private bool IsUsable(ModelChoice model) =>
        model.KeyId is not null || providers.OfPlatform(model.Provider) is not null;

    private static string HashOf(AiRequest request, ModelChoice model) =>
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
                        request.Schema,
                        request.MaxOutputTokens,
                    }
                )
            )
        );

    private sealed record Candidate(ModelChoice Model, bool IsFree);

    private sealed record Road(
        string? SameFailure,
        IReadOnlyList<KnownAnswer> Known,
        IReadOnlyList<Candidate> Models,
        IReadOnlyList<ModelChoice> All,
        IReadOnlyList<ModelChoice>? Chosen,
        PlanAllowance Credits,
        SpendGuards Guards
    );

    private sealed record KnownAnswer(
        Guid Id,
        string State,
        string Answer,
        int InputTokens,
        int OutputTokens,
        long NanoUsd
    );

    private sealed record ExhaustedCap(
        string Scope,
        string Period,
        long LimitNanoUsd,
        long SpentNanoUsd,
        long ReservedNanoUsd
    );
}
