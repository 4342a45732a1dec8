using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.AiUsage.Calls;
using AiWebBuilder.Infrastructure.AiUsage.Calls.Upkeep;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using AiWebBuilder.Infrastructure.AiUsage.Writing;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Campaigns.Generation;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace AiWebBuilder.IntegrationTests.AiUsage.Calls;

/// <summary>What operators see of calls in their traces and metrics.</summary>
[NonParallelizable]
internal sealed class SpanTests
{
    /// <summary>No other test asks it.</summary>
    private const string Model = "claude-sonnet-5-5";

    [Test]
    public async Task Spans_are_sent_to_the_collector_that_an_operator_names()
    {
        var received = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var collector = await CollectorAsync(received);
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.First()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        );

        await AiStage.AskAsync(node, await stage.AccountAsync());
        node.Services.GetRequiredService<TracerProvider>().ForceFlush();

        // Protocol buffers: the names stand in them as they are.
        var sent = await received.Task.WaitAsync(Eventually.Patience);
        sent.ShouldContain("gen_ai.request.model");
        sent.ShouldContain(AiStage.Gpt);
        sent.ShouldNotContain("You are a test.");
    }

    [Test]
    public async Task Metrics_are_sent_to_the_same_collector_and_count_what_calls_used_and_cost()
    {
        var received = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var collector = await CollectorAsync(received, "/v1/metrics");
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.First()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        );
        ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> measured = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                // The nodes of other tests have meters of this name as well.
                if (
                    instrument.Meter.Name == CallMeters.Name
                    && instrument.Meter.Scope == node.Services.GetRequiredService<IMeterFactory>()
                )
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((one, value, tags, _) => Take(one.Name, value, tags));
        listener.SetMeasurementEventCallback<int>((one, value, tags, _) => Take(one.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((one, value, tags, _) => Take(one.Name, value, tags));
        listener.Start();
        var account = await stage.AccountAsync();

        await AiStage.AskAsync(node, account);
        stage.OpenAi.Answer(new Behaviour { Status = 401 });
        await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account));
        await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account));
        // What had been seen of it, and all that it can have cost: the 1,000 that were counted at 1, and 1,000 at 5 USD a million.
        stage.Anthropic.Answer(Behaviour.Usual with { End = StreamEnd.WithoutStop });
        await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account, AiStage.Claude));
        node.Services.GetRequiredService<MeterProvider>().ForceFlush();

        var seen = TokenCount.Of(Behaviour.Usual.Text) * 1.6m;
        Of("gen_ai.client.token.usage", "gen_ai.token.type")
            .ShouldBe(["input 1000", "output 200", "input 1000", $"output {Math.Ceiling(seen):0}"]);
        measured.Where(one => one.Name == "gen_ai.client.operation.duration").ShouldAllBe(one => one.Value > 0);
        Of("gen_ai.client.operation.duration", "error.type")
            .Select(one => one.Split(' ')[0])
            .ShouldBe(["", "key_refused", "stream_cut"]);
        // 1,000 tokens at 0.25 and 200 at 2 USD a million.
        Of("aiwebbuilder.ai.cost", "gen_ai.request.model")
            .ShouldBe([$"{AiStage.Gpt} 0.00065", $"{AiStage.Claude} 0.006"]);
        Of("aiwebbuilder.ai.refused", "aiwebbuilder.ai.refusal").ShouldBe(["breaker_open 1"]);
        Of("aiwebbuilder.ai.breaker.open", "gen_ai.provider.name").ShouldBe(["openai 0", "openai 1", "openai 1"]);

        var sent = await received.Task.WaitAsync(Eventually.Patience);
        foreach (var name in measured.Select(one => one.Name).Distinct())
        {
            sent.ShouldContain(name);
        }
        sent.ShouldNotContain("You are a test.");

        // A call that nobody ends in its time is counted by whoever ends it then, and once: its late answer adds nothing.
        measured.Clear();
        var hold = new TaskCompletionSource();
        stage.Anthropic.Answer(Behaviour.Usual with { Hold = hold.Task });
        var lost = AiStage.AskAsync(node, account, AiStage.Claude);
        await stage.Nodes.WaitUntilAsync("select from ai_calls where state = 'sent'");
        await stage.ExecuteAsync("update ai_calls set expires_at = now() where state = 'sent'");
        await node.Work<EndLostCalls>().EndAsync(default);
        await Eventually.TrueAsync(() => Task.FromResult(!measured.IsEmpty));
        hold.SetResult();
        await lost;
        var held = await stage.QueryAsync<decimal>(
            "select reserved_nano_usd / 1e9 from ai_calls where failure = 'unknown'"
        );
        Of("aiwebbuilder.ai.cost", "error.type").ShouldBe([$"unknown {held:0.#########}"]);

        void Take(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            measured.Enqueue((name, value, tags.ToArray().ToDictionary(StringComparer.Ordinal)));

        IEnumerable<string> Of(string name, string tag) =>
            measured
                .Where(one => one.Name == name)
                .Select(one =>
                    string.Create(CultureInfo.InvariantCulture, $"{one.Tags.GetValueOrDefault(tag)} {one.Value}")
                );
    }

    [Test]
    public async Task A_generation_makes_one_span_for_each_call_with_its_usage_and_no_word_of_its_prompt()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        ConcurrentBag<Activity> spans = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AiWriter.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            // The calls of other tests end here as well.
            ActivityStopped = span =>
            {
                if (Equals(span.GetTagItem("gen_ai.request.model"), Model))
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var person = await Person.RegisterAsync(node);
        var campaign = (await person.Client.CreateCampaignAsync("minimal")).Text("id");

        await person.Client.GenerateAsync(campaign, FourSections.With(Model));

        var calls = stage.Anthropic.Calls;
        calls.Count.ShouldBeGreaterThan(1);
        spans.Count.ShouldBe(calls.Count);
        foreach (var span in spans)
        {
            span.GetTagItem("gen_ai.operation.name").ShouldBe("chat");
            $"{span.GetTagItem("gen_ai.usage.input_tokens")}".ShouldBe("1000");
            $"{span.GetTagItem("gen_ai.usage.output_tokens")}".ShouldBe("200");
            var told = string.Join(
                '\n',
                span.TagObjects.Concat(span.Events.SelectMany(one => one.Tags)).Select(tag => $"{tag.Key}={tag.Value}")
            );
            told.ShouldNotContain("You write what");
            told.ShouldNotContain("Made by a fake");
            told.ShouldNotContain("fake-key");
        }
    }

    /// <summary>Takes what exporters post until a call of a model is among it.</summary>
    private static async Task<WebApplication> CollectorAsync(
        TaskCompletionSource<string> received,
        string path = "/v1/traces"
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var collector = builder.Build();
        collector.MapPost(
            path,
            async context =>
            {
                using var body = new StreamReader(context.Request.Body, Encoding.Latin1);
                var text = await body.ReadToEndAsync();
                if (text.Contains("gen_ai.", StringComparison.Ordinal))
                {
                    received.TrySetResult(text);
                }
            }
        );
        await collector.StartAsync();
        return collector;
    }
}
