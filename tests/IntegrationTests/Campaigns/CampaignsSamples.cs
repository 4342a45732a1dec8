using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Isolation;

namespace AiWebBuilder.IntegrationTests.Campaigns;

internal sealed class CampaignsSamples : ModuleSamples
{
    public override int Order => 1;

    public override IReadOnlyDictionary<string, string> Bodies { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["createCampaign"] = """{"name":"A page of mine","type":"landing_page"}""",
            ["updateCampaign"] = """{"name":"Taken over"}""",
            ["planCampaign"] = "{}",
            ["startGeneration"] = """
                {"plan":{"pages":[{"key":"index","kind":"landing","title":"Home"}],"sections":[
                {"page":"index","kind":"downloads","componentType":"custom","name":"Files","purpose":"To take along.","files":["{files}"]},
                {"page":"index","kind":"gallery","componentType":"custom","name":"Pictures","purpose":"To look at.","images":["{images}"]}]}}
                """,
            ["publishCampaign"] = "{}",
            ["createPreviewLink"] = "{}",
            ["createComponent"] =
                """{"name":"Mine","componentType":"custom","code":"<p>x</p>","parentComponentId":"{parentComponentId}"}""",
            ["orderComponents"] = """{"componentIds":["{componentIds}"]}""",
            ["updateComponent"] = """{"name":"Taken over"}""",
            ["extractTheme"] = """{"imageId":"{imageId}"}""",
            ["proposeEdit"] = """{"instruction":"use a dark background","componentId":"{componentId}"}""",
            ["approveEdit"] = "{}",
            ["startComponentGeneration"] = """{"instruction":"Shorter."}""",
        };

    public override IReadOnlyDictionary<string, string> Places { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["version"] = "1",
            ["against"] = "2",
            ["format"] = "json",
            ["kind"] = "hero",
        };

    public override IReadOnlyList<ForeignAnswer> ForeignAnswers { get; } =
    [
        new(
            "orderComponents",
            "componentIds",
            409,
            "the list must be exactly the campaign's own: one of nothing is answered the same"
        ),
    ];

    public override string Rows(Guid user, string account)
    {
        var campaign = SampleIds.Of(account, "campaign");
        var component = SampleIds.Of(account, "component");
        return $$"""
            insert into campaigns (id, user_id, name, type) values ('{{campaign}}', '{{user}}', 'Spring', 'landing_page');
            insert into campaign_components (id, user_id, campaign_id, name, component_type)
                values ('{{component}}', '{{user}}', '{{campaign}}', 'Hero', 'hero_section');
            insert into component_versions (user_id, component_id, version, name, code, props, origin)
                values ('{{user}}', '{{component}}', 1, 'Hero', '', '{}', 'generated');
            insert into campaign_edits (user_id, campaign_id, instruction, status, reason)
                values ('{{user}}', '{{campaign}}', 'darker', 'not_applied', 'x');
            insert into publications (campaign_id, user_id, slug) values ('{{campaign}}', '{{user}}', 'spring-{{account}}');
            insert into published_pages (campaign_id, user_id, page, html, etag) values ('{{campaign}}', '{{user}}', 'index', '<p>', '"x"');
            insert into published_files (campaign_id, file_id, user_id, content_type, content)
                values ('{{campaign}}', gen_random_uuid(), '{{user}}', 'image/png', 'x');

            """;
    }

    public override async Task MakeAsync(Tenant tenant, Host database, string word)
    {
        using var create = new HttpRequestMessage(HttpMethod.Post, "/v1/campaigns");
        if (word == Stage.Marker)
        {
            create.Headers.Add("Idempotency-Key", Tenant.Key);
        }
        create.Content = JsonContent.Create(
            new
            {
                name = $"{word} spring",
                type = "landing_page",
                description = $"{word} described",
                targetAudience = $"{word} readers",
                businessType = $"{word} studio",
                goals = new[] { $"{word} bookings" },
                brandGuidelines = $"Calm, says {word}.",
                performanceRequirements = new { note = word },
                platformSource = "wordpress",
                platformSourceId = word,
            }
        );
        var campaign = (await Answers.JsonAsync(await tenant.Client.SendAsync(create), HttpStatusCode.Created))[
            "id"
        ]!.GetValue<string>();
        tenant.Is(campaign, "campaignId", "rowId");
        tenant.Is((await tenant.Client.GenerateAsync(campaign))["id"]!.GetValue<string>(), "generationId");
        var component = (
            await tenant.Client.AddComponentAsync(
                campaign,
                name: $"{word} section",
                code: $"<section><h2>{word}</h2><form><label for=\"f\">{word}</label><input id=\"f\" name=\"field\"><button>Send</button></form></section>",
                cssStyles: $".{word} {{ color: #123456 }}",
                props: new JsonObject { ["word"] = word }
            )
        )["id"]!.GetValue<string>();
        tenant.Is(component, "componentId", "componentIds", "parentComponentId");
        await tenant.Client.EditAsync(component, $$"""{"name":"{{word}} edited"}""");
        tenant.Is(
            (
                await Answers.JsonAsync(
                    await tenant.Client.PostAsJsonAsync(
                        $"/v1/campaigns/{campaign}/edits",
                        new { instruction = $"change the heading to “{word} bends”" }
                    ),
                    HttpStatusCode.Created
                )
            )["id"]!.GetValue<string>(),
            "editId"
        );
        await tenant.SendAsync(HttpMethod.Post, $"/v1/campaigns/{campaign}/preview-links", new { });
        await tenant.SendAsync(HttpMethod.Put, $"/v1/campaigns/{campaign}/publication", new { slug = $"{word}-page" });
    }
}
