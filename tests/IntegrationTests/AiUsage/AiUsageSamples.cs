using System.Net;
using System.Net.Http.Json;
using AiWebBuilder.IntegrationTests.AiUsage.Images;
using AiWebBuilder.IntegrationTests.Isolation;
using AiWebBuilder.UnitTests.AiUsage;

namespace AiWebBuilder.IntegrationTests.AiUsage;

internal sealed class AiUsageSamples : ModuleSamples
{
    public override int Order => 2;

    public override IReadOnlyDictionary<string, string> Bodies { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["setBudget"] = """{"limit":5,"period":"month"}""",
            ["setMemberBudget"] = """{"limit":5,"period":"month"}""",
            ["setCampaignBudget"] = """{"limit":5,"period":"month"}""",
            ["setAiSettings"] = """{"fallbacks":["offline"]}""",
            ["shutAiOff"] = """{"reason":"Mine now.","hard":false}""",
            ["liftShutoff"] = """{"reason":"Mine now."}""",
            ["createAiKey"] = """{"provider":"openai","name":"Mine","apiKey":"sk-0123456789abcdef"}""",
            ["setPlatformBudget"] = """{"limit":5,"period":"month","reason":"Mine now."}""",
            ["shutPlatformOff"] = """{"reason":"Mine now.","hard":false}""",
            ["liftPlatformShutoff"] = """{"reason":"Mine now."}""",
            ["liftAccountShutoff"] = """{"reason":"Mine now."}""",
            ["addPrice"] =
                """{"provider":"openai","model":"mine","validFrom":"2100-01-01","tiers":[{"fromInputTokens":0,"input":1,"output":1}],"contextTokens":1000,"maxOutputTokens":100,"reason":"Mine now."}""",
            ["setPlatformModel"] =
                """{"images":true,"structuredOutput":"none","temperature":true,"reasoning":true,"tokenFactor":1,"reason":"Mine now."}""",
            ["rateGeneration"] = """{"rating":1,"feedback":"Mine now."}""",
        };

    public override IReadOnlyDictionary<string, string> Places { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["provider"] = "openai",
            ["model"] = "gpt-5-mini",
            ["name"] = "prices.pdf",
        };

    public override IReadOnlyList<ForeignAnswer> ForeignAnswers { get; } =
    [
        new("listGenerations", "campaignId", 200, "a filter: the list is empty, as for an id of nothing"),
        new("listLedger", "campaignId", 200, "a filter: the list is empty, as for an id of nothing"),
        new("listLedger", "generationId", 200, "a filter: the list is empty, as for an id of nothing"),
        new("listLedger", "generationId+campaignId", 200, "filters: the list is empty"),
        new("exportLedger", "campaignId", 200, "a filter: the table is empty, as for an id of nothing"),
        new("exportLedger", "generationId", 200, "a filter: the table is empty, as for an id of nothing"),
        new("exportLedger", "generationId+campaignId", 200, "filters: the table is empty"),
    ];

    public override string Rows(Guid user, string account)
    {
        var campaign = SampleIds.Of(account, "campaign");
        var component = SampleIds.Of(account, "component");
        var generation = SampleIds.Of(account, "generation");
        var budget = SampleIds.Of(account, "budget");
        return $$"""
            insert into ai_generations (id, user_id, campaign_id, component_id, generation_type, model_used, provider)
                values ('{{generation}}', '{{user}}', '{{campaign}}', '{{component}}', 'enhancement', 'offline-writer-1', 'offline');
            insert into generation_steps (id, user_id, generation_id, position, name, section)
                values ('{{component}}', '{{user}}', '{{generation}}', 0, 'Hero', '{}');
            insert into generation_events (user_id, generation_id, seq, type, data) values ('{{user}}', '{{generation}}', 1, 'x', '{}');
            insert into ai_cost_tracking (user_id, date) values ('{{user}}', '2026-01-01');
            insert into ai_ledger (user_id, call_id, generation_id, campaign_id, step_id, entry, provider, model, price_id, input_tokens,
                    output_tokens, amount_nano_usd, day)
                select '{{user}}', '{{component}}', '{{generation}}', '{{campaign}}', '{{component}}', 'settled', provider, model, id,
                    1, 1, 1, '2026-01-01'
                from ai_model_prices where provider = 'offline';
            insert into ai_calls (id, user_id, purpose, provider, model, price_id, reserved_nano_usd, expires_at)
                values ('{{component}}', '{{user}}', 'campaign', 'offline', 'offline-writer-1', '{{component}}', 1, now());
            insert into ai_call_steps (call_id, step_id, user_id) values ('{{component}}', '{{component}}', '{{user}}');
            insert into ai_budgets (id, user_id, scope, period, limit_nano_usd) values ('{{budget}}', '{{user}}', 'account', 'day', 1);
            insert into ai_budget_periods (budget_id, period_start, user_id) values ('{{budget}}', '2026-01-01', '{{user}}');
            insert into ai_holds (call_id, budget_id, period_start, user_id, amount_nano_usd)
                values ('{{component}}', '{{budget}}', '2026-01-01', '{{user}}', 1);
            insert into ai_alerts (user_id, kind, message) values ('{{user}}', 'shutoff', 'x');
            insert into ai_settings (user_id, fallbacks) values ('{{user}}', '{offline}');
            insert into ai_shutoffs (user_id, hard, reason) values ('{{user}}', false, 'x');
            insert into ai_keys (id, user_id, provider, name, base_url)
                values ('{{budget}}', '{{user}}', 'compatible', 'Mine', 'https://models.example');
            insert into ai_breakers (provider, key_id, user_id) values ('compatible', '{{budget}}', '{{user}}');
            insert into ai_model_breakers (provider, key_id, model, user_id, failure, open_until)
                values ('compatible', '{{budget}}', 'mine', '{{user}}', 'forbidden', now());
            insert into ai_models (user_id, key_id, provider, model) values ('{{user}}', '{{budget}}', 'compatible', 'mine');
            insert into ai_model_prices (user_id, key_id, provider, model, valid_from, input_usd_per_mtok, output_usd_per_mtok, context_tokens,
                    max_output_tokens)
                values ('{{user}}', '{{budget}}', 'compatible', 'mine', '2026-01-01', 0, 0, 1000, 1000);
            insert into uploads (user_id, content_type, width, height, bytes, sha256, content)
                values ('{{user}}', 'image/png', 1, 1, 1, sha256('{{user}}'), '\x00');

            """;
    }

    public override async Task MakeAsync(Tenant tenant, Host database, string word)
    {
        await tenant.SendAsync(
            HttpMethod.Put,
            $"/v1/generations/{tenant.IdFor("generationId")}/rating",
            new { rating = 4, feedback = word }
        );
        using var key = await tenant.Client.PostAsJsonAsync(
            "/v1/ai/keys",
            new
            {
                provider = "anthropic",
                name = word,
                apiKey = $"sk-of-{word}-0123456789",
            }
        );
        tenant.Is((await Answers.JsonAsync(key, HttpStatusCode.Created))["id"]!.GetValue<string>(), "aiKeyId");
        var image = await tenant.Client.UploadAsync(SamplePictures.PngOf(word.Length, 1, []));
        tenant.Is(image["id"]!.GetValue<string>(), "imageId", "images");
        var file = await tenant.Client.UploadFileAsync(
            SampleFiles.PdfWith($"% {word}\n"),
            $"{word}.pdf",
            $"The price list of {word}"
        );
        tenant.Is(file["id"]!.GetValue<string>(), "fileId", "files");
    }
}
