using System.Net;
using System.Net.Http.Json;
using System.Text;
using AiWebBuilder.IntegrationTests.Isolation;

namespace AiWebBuilder.IntegrationTests.Integrations;

internal sealed class IntegrationsSamples : ModuleSamples
{
    public override IReadOnlyDictionary<string, string> Bodies { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["createIntegration"] =
                """{"platformType":"simvoly","credentials":{"partnerDomain":"mine.example","clientKey":"mine"}}""",
            ["importContents"] = """{"contentIds":["{contentIds}"],"rehearsal":true}""",
            ["updateImport"] = """{"rehearsal":true}""",
            ["startAnalysis"] = """{"analysisType":"full_audit"}""",
            ["startAuthorization"] = """{"platformType":"custom"}""",
            ["completeAuthorization"] = """{"state":"mine","browserKey":"mine","answer":{"code":"mine"}}""",
            ["updateIntegration"] = """{"accountName":"Taken over"}""",
            ["exportToPlatform"] = """{"integrationId":"{integrationId}","status":"draft"}""",
            ["revertPlatformExport"] = """{"overwrite":true}""",
        };

    public override IReadOnlyList<ForeignAnswer> ForeignAnswers { get; } =
    [
        new("startAuthorization", "", 409, "an own server has no pages that ask"),
        new("acceptGoHighLevelWebhook", "", 400, "nobody but GoHighLevel can sign it"),
        new("acceptWebhook", "", 404, "the connection has no secret to sign with"),
        new("completeAuthorization", "", 409, "nobody has come back from a platform"),
    ];

    public override string Rows(Guid user, string account)
    {
        var integration = SampleIds.Of(account, "integration");
        return $$"""
            insert into platform_integrations (id, user_id, platform_type, encrypted_credentials)
                values ('{{integration}}', '{{user}}', 'wordpress', 'sealed');
            insert into platform_tokens (integration_id, user_id, sealed_tokens, expires_at)
                values ('{{integration}}', '{{user}}', 'sealed', now());
            insert into platform_authorizations (user_id, person_id, platform_type, state_hash, browser_hash, expires_at)
                values ('{{user}}', '{{user}}', 'wordpress', sha256('{{integration}}'), sha256('x'), now());
            insert into integration_syncs (user_id, integration_id) values ('{{user}}', '{{integration}}');
            insert into platform_contents (user_id, integration_id, object, external_id, hash, change, sync_id, first_seen_at, last_seen_at)
                values ('{{user}}', '{{integration}}', 'pages', '1', 'x', 'new', gen_random_uuid(), now(), now());
            insert into platform_exports (user_id, integration_id, campaign_id, status)
                values ('{{user}}', '{{integration}}', '{{SampleIds.Of(account, "campaign")}}', 'completed');
            insert into written_pages (user_id, integration_id, campaign_id, page)
                values ('{{user}}', '{{integration}}', '{{SampleIds.Of(account, "campaign")}}', 'index');
            insert into written_media (user_id, integration_id, content_hash, external_id, url)
                values ('{{user}}', '{{integration}}', 'x', '1', 'https://example.com/a.png');
            insert into platform_webhooks (user_id, integration_id, external_id, kind)
                values ('{{user}}', '{{integration}}', 'x', 'content.changed');
            insert into platform_leads (user_id, integration_id, submission_id)
                select user_id, '{{integration}}', id from form_submissions where user_id = '{{user}}';
            insert into platform_analyses (user_id, integration_id, analysis_type) values ('{{user}}', '{{integration}}', 'full_audit');
            insert into imports (id, user_id, kind, source) values ('{{SampleIds.Of(
                account,
                "import"
            )}}', '{{user}}', 'html', 'page.html');
            insert into import_elements (user_id, import_id, ordinal, page, kind, text, fate)
                values ('{{user}}', '{{SampleIds.Of(account, "import")}}', 1, 'page.html', 'text', 'x', 'carried');

            """;
    }

    public override async Task MakeAsync(Tenant tenant, Host database, string word)
    {
        using var made = await tenant.Client.PostAsJsonAsync(
            "/v1/integrations",
            new
            {
                platformType = "custom",
                accountName = word,
                credentials = new { url = $"https://{word}.invalid/", bearerToken = $"token-of-{word}-0123456789" },
            }
        );
        var integration = (await Answers.JsonAsync(made, HttpStatusCode.Created))["id"]!.GetValue<string>();
        tenant.Is(integration, "integrationId");
        // Nothing answers at its address: what a sync would have found is put in its place.
        tenant.Is(
            await database.QueryAsync<string>(
                $"insert into integration_syncs (user_id, integration_id) values ('{tenant.Account}', '{integration}') returning id::text"
            ),
            "syncId"
        );
        tenant.Is(
            await database.QueryAsync<string>(
                $"""
                insert into platform_contents (user_id, integration_id, object, external_id, title, hash, change, sync_id, first_seen_at,
                    last_seen_at)
                values ('{tenant.Account}', '{integration}', 'pages', '{word}', '{word}', 'x', 'new', gen_random_uuid(), now(), now())
                returning id::text
                """
            ),
            "contentId",
            "contentIds"
        );
        await database.ExecuteAsync(
            $"update platform_integrations set last_sync_at = now() where id = '{integration}'"
        );
        tenant.Is(
            await database.QueryAsync<string>(
                $$"""
                insert into platform_analyses (user_id, integration_id, analysis_type, status, facts)
                values ('{{tenant.Account}}', '{{integration}}', 'full_audit', 'completed',
                    '{"host":"{{word}}.invalid","language":"en","at":"2026-11-30T00:00:00Z","facts":[]}')
                returning id::text
                """
            ),
            "analysisId"
        );
        tenant.Is(
            await database.QueryAsync<string>(
                $"""
                insert into platform_exports (user_id, integration_id, campaign_id, status)
                values ('{tenant.Account}', '{integration}', '{tenant.IdFor(
                    "campaignId"
                )}', 'completed') returning id::text
                """
            ),
            "exportId"
        );
        using var page = new StringContent(
            $"<html><title>{word}</title><body><h1>{word}</h1></body></html>",
            Encoding.UTF8,
            "text/html"
        );
        using var import = await tenant.Client.PostAsync("/v1/imports?rehearsal=true", page);
        tenant.Is((await Answers.JsonAsync(import, HttpStatusCode.Accepted))["id"]!.GetValue<string>(), "importId");
    }
}
