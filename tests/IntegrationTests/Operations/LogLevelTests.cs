using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using Serilog.Events;

namespace AiWebBuilder.IntegrationTests.Operations;

/// <summary>An operator is woken by what is wrong here, not by what clients do.</summary>
internal sealed class LogLevelTests
{
    [Test]
    public async Task A_conflict_that_is_answered_writes_no_error_and_a_failure_writes_one()
    {
        var log = new Log();
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.Start(services => services.AddSingleton<ILogEventSink>(log));
        using var owner = await Person.RegisterAsync(node);
        using var rival = await Person.RegisterAsync(node);
        var (campaigns, slug) = (new List<string>(), "one-address-for-two");
        foreach (var person in new[] { owner, rival })
        {
            campaigns.Add(await person.Client.GeneratedAsync());
        }

        (
            await rival.Client.PostAsJsonAsync(
                "/v1/auth/register",
                new
                {
                    email = owner.Email,
                    password = Person.Password,
                    name = "Somebody else",
                }
            )
        ).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var answers = await Task.WhenAll(
            owner.Client.PutAsJsonAsync($"/v1/campaigns/{campaigns[0]}/publication", new { slug }),
            rival.Client.PutAsJsonAsync($"/v1/campaigns/{campaigns[1]}/publication", new { slug })
        );
        answers.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
        log.Errors.ShouldBeEmpty();

        await nodes.ExecuteAsync("alter table campaigns rename column business_type to lost");
        (await owner.Client.GetAsync($"/v1/campaigns/{campaigns[0]}")).StatusCode.ShouldBe(
            HttpStatusCode.InternalServerError
        );
        log.Errors.ShouldNotBeEmpty();
        log.Errors.ShouldContain(error => error.Contains("business_type"));
    }

    private sealed class Log : ILogEventSink
    {
        public ConcurrentQueue<string> Errors { get; } = new();

        public void Emit(LogEvent logEvent)
        {
            if (logEvent.Level >= LogEventLevel.Error)
            {
                Errors.Enqueue(
                    logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture) + logEvent.Exception
                );
            }
        }
    }
}
