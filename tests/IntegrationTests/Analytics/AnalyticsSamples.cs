using AiWebBuilder.IntegrationTests.Isolation;

namespace AiWebBuilder.IntegrationTests.Analytics;

internal sealed class AnalyticsSamples : ModuleSamples
{
    public override IReadOnlyDictionary<string, string> Places { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["steps"] = "view,conversion" };

    public override string Rows(Guid user, string account)
    {
        var campaign = SampleIds.Of(account, "campaign");
        var component = SampleIds.Of(account, "component");
        return $$"""
            insert into campaign_events (user_id, campaign_id, component_id, event_type)
                values ('{{user}}', '{{campaign}}', '{{component}}', 'view');
            insert into campaign_event_ids (user_id, campaign_id, event_id) values ('{{user}}', '{{campaign}}', '{{component}}');
            insert into campaign_stats_daily (user_id, campaign_id, day, event_type) values ('{{user}}', '{{campaign}}', '2026-01-01', 'view');
            insert into campaign_audience_daily (user_id, campaign_id, day, event_type)
                values ('{{user}}', '{{campaign}}', '2026-01-01', 'view');
            insert into campaign_visitors_daily (user_id, campaign_id, day, visitor) values ('{{user}}', '{{campaign}}', '2026-01-01', 'x');
            insert into campaign_currencies (user_id, campaign_id, currency) values ('{{user}}', '{{campaign}}', 'EUR');
            insert into conversions (user_id, campaign_id, component_id, conversion_type)
                values ('{{user}}', '{{campaign}}', '{{component}}', 'booking');
            insert into form_submissions (user_id, campaign_id, component_id, page, fields)
                values ('{{user}}', '{{campaign}}', '{{component}}', 'index', '{}');

            """;
    }

    public override async Task MakeAsync(Tenant tenant, Host database, string word)
    {
        using var form = new FormUrlEncodedContent([
            new("field", word),
            new(Application.Campaigns.Contracts.FormFields.Component, tenant.IdFor("componentId")!),
        ]);
        using var submitted = await tenant.Client.PostAsync($"/p/{word}-page/submissions", form);
        ((int)submitted.StatusCode).ShouldBeLessThan(400, await submitted.Content.ReadAsStringAsync());
        await tenant.SendAsync(
            HttpMethod.Post,
            "/e",
            new
            {
                campaignId = tenant.IdFor("campaignId"),
                events = new object[]
                {
                    new
                    {
                        id = Guid.CreateVersion7(),
                        type = "view",
                        url = $"https://example.com/{word}",
                    },
                    new
                    {
                        id = Guid.CreateVersion7(),
                        type = "conversion",
                        conversion = new
                        {
                            type = "purchase",
                            value = 5,
                            currency = "EUR",
                            orderId = word,
                        },
                    },
                },
            }
        );
        tenant.Is(await tenant.OneOfAsync(database, "form_submissions"), "submissionId");
    }
}
