using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.AiUsage.Writing;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Infrastructure.Identity.Admin;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.AiUsage;

/// <summary>Nodes whose providers are fakes, on a database of their own.</summary>
internal sealed class AiStage : IAsyncDisposable
{
    public const string Gpt = "gpt-5-mini";
    public const string Claude = "claude-haiku-4-5";

    /// <summary>Behind the operator's compatible endpoint, which is the same fake; see <see cref="AddLocalAsync"/>.</summary>
    public const string Local = "local-1";

    private AiStage(Nodes nodes, FakeOpenAi openAi, FakeAnthropic anthropic) =>
        (Nodes, OpenAi, Anthropic) = (nodes, openAi, anthropic);

    public Nodes Nodes { get; }
    public FakeOpenAi OpenAi { get; }
    public FakeAnthropic Anthropic { get; }
    public Host Database => Nodes.Database;

    public static async Task<AiStage> SetAsync()
    {
        var stage = new AiStage(await Nodes.CreateAsync(), new FakeOpenAi(), new FakeAnthropic());
        await stage.OpenAi.StartAsync();
        await stage.Anthropic.StartAsync();
        return stage;
    }

    public WebApplicationFactory<Program> Start(params (string Key, string Value)[] settings) =>
        Start(services: null, settings);

    public WebApplicationFactory<Program> Start(
        Action<IServiceCollection>? services,
        params (string Key, string Value)[] settings
    ) =>
        Nodes.Start(
            services,
            [
                ("Ai:Providers:openai:ApiKey", OpenAi.Key),
                ("Ai:Providers:openai:BaseUrl", OpenAi.BaseUrl.ToString()),
                ("Ai:Providers:anthropic:ApiKey", Anthropic.Key),
                ("Ai:Providers:anthropic:BaseUrl", Anthropic.BaseUrl.ToString()),
                ("Ai:ReplayWindow", "00:00:00"),
                .. settings,
            ]
        );

    /// <summary>The compatible endpoint's model: 0.25, cached 0.025, and 2 USD a million.</summary>
    /// <returns>The settings of a node that can reach it.</returns>
    public async Task<(string Key, string Value)[]> AddLocalAsync(string model = Local)
    {
        await ExecuteAsync(
            $"""
            insert into ai_models (provider, model, structured_output) values ('compatible', '{model}', 'object');
            insert into ai_model_prices (provider, model, valid_from, input_usd_per_mtok, cache_read_usd_per_mtok, output_usd_per_mtok,
                context_tokens, max_output_tokens)
            values ('compatible', '{model}', '2026-01-01', 0.25, 0.025, 2, 100000, 10000)
            """
        );
        return
        [
            ("Ai:Providers:compatible:ApiKey", OpenAi.Key),
            ("Ai:Providers:compatible:BaseUrl", OpenAi.BaseUrl.ToString()),
        ];
    }

    /// <summary>From now on its answers are asked for in one piece.</summary>
    public Task StopStreamingAsync(string model) =>
        ExecuteAsync($"update ai_models set streaming = false where model = '{model}'");

    /// <summary>A new account, within no plan's limits unless it is to be.</summary>
    public async Task<Guid> AccountAsync(string tier = "agency")
    {
        var id = Guid.CreateVersion7();
        await ExecuteAsync(
            $"insert into users (id, email, password_hash, name, comped_tier) values ('{id}', '{id}@example.com', 'x', 'x', '{tier}')"
        );
        return id;
    }

    /// <summary>What came of asking for one thing: a value with the answer to pay for, or a problem.</summary>
    internal sealed record Asked(string? Value, string? Problem, Answered? Answer, bool IsHeld)
    {
        /// <summary>As it would be landed.</summary>
        public WrittenPart<string>? Written { get; init; }
    }

    /// <inheritdoc cref="AiAnswer"/>
    internal sealed record Answered(
        Guid CallId,
        Guid? ReplayOf,
        ModelChoice Model,
        int InputTokens,
        int OutputTokens,
        decimal CostUsd
    );

    /// <summary>Asks on the road that generations take; the answer waits to be settled.</summary>
    public static async Task<Asked> AskAsync(
        WebApplicationFactory<Program> node,
        Guid account,
        string model = Gpt,
        Guid? member = null,
        Guid? campaign = null,
        Guid? step = null,
        string prompt = "Write.",
        Func<AiRequest, AiRequest>? with = null,
        CancellationToken cancellationToken = default
    )
    {
        await using var scope = node.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().ActAs(account, account);
        var models = scope.ServiceProvider.GetRequiredService<IAiModels>();
        var choice = await scope
            .ServiceProvider.GetRequiredService<Application.Common.IUnitOfWork>()
            .ReadAsync(() => models.ChooseAsync(model, cancellationToken), cancellationToken);
        WrittenPart<string>? written = null;
        var result = await scope
            .ServiceProvider.GetRequiredService<IAiWriter>()
            .WriteAsync<string>(
                (with ?? (request => request))(
                    new AiRequest(choice, "campaign", "You are a test.", prompt)
                    {
                        MemberId = member,
                        CampaignId = campaign,
                        Parts = [new StepPart(step ?? Guid.CreateVersion7(), "answer")],
                        MaxOutputTokens = 1000,
                    }
                ),
                (_, answer) =>
                    answer["html"] is { } html ? (html.GetValue<string>(), null) : (null, "There is no html."),
                part =>
                {
                    written = part;
                    return Task.CompletedTask;
                },
                cancellationToken
            );
        return new Asked(
            written?.Value,
            result.Problems.Select(one => one.Problem).FirstOrDefault(),
            written?.Answer is { } answer
                ? new Answered(
                    answer.Call.Id,
                    answer.Call.ReplayOf,
                    answer.Call.Model,
                    answer.InputTokens,
                    answer.OutputTokens,
                    answer.CostUsd
                )
                : null,
            result.IsHeld
        )
        {
            Written = written,
        };
    }

    /// <summary>Settles what was answered, as landing does.</summary>
    public async Task SettleAsync(Guid account, Guid call) =>
        await ExecuteAsync(
            $"""
            begin;
            select set_config('app.user_id', '{account}', true), ai_end('{call}', true, null, null, now());
            commit
            """
        );

    /// <summary>Sets a cap in nano-dollars; without an account it is the platform's.</summary>
    public Task CapAsync(
        Guid? account,
        string scope,
        long limit,
        Guid? subject = null,
        string period = "month",
        string atLimit = "stop"
    )
    {
        var budget = JsonSerializer.Serialize(
            new
            {
                user_id = account,
                scope,
                subject_id = subject,
                period,
                limit_nano_usd = limit,
                at_limit = atLimit,
            }
        );
        return ExecuteAsync(
            $"""
            begin;
            select set_config('app.user_id', '{account}', true), set_config('app.scope', '{(
                account is null ? "platform" : ""
            )}', true);
            select ai_set_budget('{budget}', now());
            commit
            """
        );
    }

    /// <summary>An administrator of the platform, signed in.</summary>
    public async Task<Person> AdminAsync(WebApplicationFactory<Program> node)
    {
        var admin = await Person.RegisterAsync(node);
        (
            await new PlatformAdmins(Database.Owner).SetAsync(admin.Email, isAdmin: true, CancellationToken.None)
        ).ShouldBeTrue();
        await admin.LogInAsync();
        return admin;
    }

    public Task<T> QueryAsync<T>(string sql) => Database.QueryAsync<T>(sql);

    public Task ExecuteAsync(string sql) => Database.ExecuteAsync(sql);

    /// <summary>Everything that is derived agrees with the ledger.</summary>
    public async Task BooksShouldAgreeAsync() =>
        (
            await Database.ListAsync<string>(
                "select format('%s %s %s: kept %s, derived %s', what, whose, subject, kept, derived) from ai_check_books(null)"
            )
        ).ShouldBeEmpty();

    public async ValueTask DisposeAsync()
    {
        await Nodes.DisposeAsync();
        await OpenAi.DisposeAsync();
        await Anthropic.DisposeAsync();
    }
}
