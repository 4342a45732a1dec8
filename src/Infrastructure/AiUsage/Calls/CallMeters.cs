using System.Diagnostics;
using System.Diagnostics.Metrics;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Domain.AiUsage;

namespace AiWebBuilder.Infrastructure.AiUsage.Calls;

/// <summary>
/// What operators measure of calls: OpenTelemetry's two metrics of generative AI, and what this product knows beside them. The
/// library's own client would make the two as well, but anew for each call, as each call has a client of its own: no sum would last.
/// </summary>
internal sealed class CallMeters
{
    public const string Name = "AiWebBuilder.AiUsage.Calls";

    /// <summary>In place of names that accounts have thought of: how many there are is theirs to say, and what they mean too.</summary>
    private const string OwnModel = "own";

    private readonly Histogram<long> tokens;
    private readonly Histogram<double> duration;
    private readonly Counter<double> cost;
    private readonly Counter<long> refused;
    private readonly Gauge<int> breaker;

    public CallMeters(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        // The boundaries are the convention's.
        tokens = meter.CreateHistogram(
            "gen_ai.client.token.usage",
            "{token}",
            "Number of input and output tokens used.",
            tags: null,
            new InstrumentAdvice<long>
            {
                HistogramBucketBoundaries =
                [
                    1,
                    4,
                    16,
                    64,
                    256,
                    1024,
                    4096,
                    16384,
                    65536,
                    262144,
                    1048576,
                    4194304,
                    16777216,
                    67108864,
                ],
            }
        );
        duration = meter.CreateHistogram(
            "gen_ai.client.operation.duration",
            "s",
            "GenAI operation duration.",
            tags: null,
            new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries =
                [
                    0.01,
                    0.02,
                    0.04,
                    0.08,
                    0.16,
                    0.32,
                    0.64,
                    1.28,
                    2.56,
                    5.12,
                    10.24,
                    20.48,
                    40.96,
                    81.92,
                ],
            }
        );
        cost = meter.CreateCounter<double>(
            "aiwebbuilder.ai.cost",
            "USD",
            "By the providers' own count; the most that it can be, where an answer broke off."
        );
        refused = meter.CreateCounter<long>("aiwebbuilder.ai.refused", "{call}", "Reservations that were refused.");
        breaker = meter.CreateGauge<int>(
            "aiwebbuilder.ai.breaker.open",
            description: "1: calls with the platform's key of the provider are suspended, as this node saw it last."
        );
    }

    /// <param name="nanoUsd">10⁻⁹ USD.</param>
    public void Answered(ModelChoice model, TokenUsage usage, long nanoUsd, TimeSpan took)
    {
        Ended(Tags(model), usage, nanoUsd, took);
        Breaker(model, open: false);
    }

    /// <param name="seen">What had come of an answer that broke off; null: nothing.</param>
    /// <param name="nanoUsd">What it may cost all the same, in 10⁻⁹ USD.</param>
    public void Failed(ModelChoice model, string failure, TokenUsage? seen, long nanoUsd, TimeSpan took) =>
        Ended(With(Tags(model), "error.type", failure), seen, nanoUsd, took);

    /// <summary>A call whose worker was lost, as it is charged: what became of an answer that had come was counted when it came.</summary>
    public void Expired(ExpiredCall call)
    {
        if (call is { Failure: "unknown", ProviderNanoUsd: > 0 })
        {
            cost.Add(
                call.ProviderNanoUsd / 1e9,
                With(Tags(call.Provider, call.Model, call.KeyId), "error.type", call.Failure)
            );
        }
    }

    /// <param name="why">The outcome of <see cref="ReserveOutcome"/>.</param>
    public void Refused(ModelChoice model, string why)
    {
        refused.Add(1, With(Tags(model), "aiwebbuilder.ai.refusal", why));
        if (why == "breaker_open")
        {
            Breaker(model, open: true);
        }
    }

    /// <summary>Of the platform's key; what befalls an account's own says nothing of the provider.</summary>
    public void Breaker(ModelChoice model, bool open)
    {
        if (model.KeyId is null)
        {
            breaker.Record(open ? 1 : 0, new TagList { { "gen_ai.provider.name", model.Provider } });
        }
    }

    private void Ended(TagList tags, TokenUsage? usage, long nanoUsd, TimeSpan took)
    {
        duration.Record(took.TotalSeconds, tags);
        if (nanoUsd > 0)
        {
            cost.Add(nanoUsd / 1e9, tags);
        }
        if (usage is not null)
        {
            tokens.Record(usage.Input, With(tags, "gen_ai.token.type", "input"));
            tokens.Record(usage.Output, With(tags, "gen_ai.token.type", "output"));
        }
    }

    private static TagList Tags(ModelChoice model) => Tags(model.Provider, model.Model, model.KeyId);

    private static TagList Tags(string provider, string model, Guid? keyId) =>
        new()
        {
            { "gen_ai.operation.name", "chat" },
            { "gen_ai.provider.name", provider },
            {
                "gen_ai.request.model",
                keyId is not null && provider == Providers.ProviderClients.Compatible ? OwnModel : model
            },
        };

    private static TagList With(TagList tags, string name, string value)
    {
        tags.Add(name, value);
        return tags;
    }
}
