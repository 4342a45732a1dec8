using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using AiWebBuilder.Infrastructure.AiUsage;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace AiWebBuilder.IntegrationTests.AiUsage;

/// <summary>What operators see of calls in their traces.</summary>
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
        var sent = await received.Task.WaitAsync(TimeSpan.FromSeconds(30));
        sent.ShouldContain("gen_ai.request.model");
        sent.ShouldContain(AiStage.Gpt);
        sent.ShouldNotContain("You are a test.");
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

        await person.Client.GenerateAsync(campaign, new { model = Model });

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
            told.ShouldNotContain("You write one section");
            told.ShouldNotContain("Made by a fake");
            told.ShouldNotContain("fake-key");
        }
    }

    /// <summary>Takes what exporters post until a call of a model is among it.</summary>
    private static async Task<WebApplication> CollectorAsync(TaskCompletionSource<string> received)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var collector = builder.Build();
        collector.MapPost(
            "/v1/traces",
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
