using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Isolation;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AiWebBuilder.IntegrationTests.Contract;

/// <summary>
/// Every operation, sent by somebody who may do everything: with the example of its body, in which only ids, addresses and secrets are
/// replaced. It succeeds, and what it answers is declared.
/// </summary>
internal sealed class ExamplesTests
{
    /// <summary>What the document declares of an answer, and what HTTP needs no words for.</summary>
    private static readonly string[] Headers =
    [
        "ETag",
        "Location",
        "Idempotent-Replayed",
        "Retry-After",
        "WWW-Authenticate",
        "Set-Cookie",
    ];

    /// <summary>What cannot succeed here, and why.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["verifyEmail"] = "the token comes by mail",
        ["resetPassword"] = "the token comes by mail",
        ["acceptInvitation"] = "the token comes by mail, to somebody else",
        ["confirmTotp"] = "the code comes from the person's app",
        ["renewRecoveryCodes"] = "no second factor is on",
        ["extractTheme"] = "no such site is there",
        ["startAuthorization"] = "no such site is there",
        ["completeAuthorization"] = "nobody comes back from a platform",
        ["importContents"] = "no site is connected",
        ["updateImport"] = "no site is connected",
        ["revertImport"] = "the import is a rehearsal",
        ["getImportRedirects"] = "the import is a rehearsal",
        ["exportToPlatform"] = "no site is connected",
        ["revertPlatformExport"] = "no site is connected",
        ["acceptGoHighLevelWebhook"] = "GoHighLevel signs it",
        ["acceptWebhook"] = "the connection has no secret to sign with",
        ["createCheckout"] = "no payment provider is connected",
        ["createPortalLink"] = "no payment provider is connected",
        ["acceptBillingEvent"] = "no payment provider is connected",
        ["cancelPlatformJob"] = "no job waits",
        ["retryPlatformJob"] = "no job has failed",
        ["runRecurringWork"] = "no recurring work is planned",
        ["deleteImage"] = "a section shows it",
        ["deleteFile"] = "a section offers it",
    };

    [Test]
    public async Task Every_example_can_be_sent_and_every_header_that_comes_back_is_declared()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.Start();
        using var client = node.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        var caller = await CallerAsync(nodes, client);
        var document = await ApiDocument.ReadAsync(client);

        var findings = new List<string>();
        var (sent, examples, replayed) = (0, 0, 0);
        foreach (
            var operation in document.Operations.OrderBy(RankOf).ThenByDescending(DepthOf).ThenByDescending(PlaceOf)
        )
        {
            if (operation.TakesBody && operation.Example is null && Seeds.FileFor(operation) is null)
            {
                findings.Add($"{operation} has no example");
                continue;
            }
            if (Exceptions.ContainsKey(operation.Id))
            {
                continue;
            }
            var key = operation.Json["parameters"]?.ToJsonString().Contains("Idempotency-Key") is true
                ? operation.Id
                : null;
            using var answer = await client.SendAsync(await caller.RequestAsync(operation, key));
            sent++;
            examples += operation.TakesBody ? 1 : 0;
            var text = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode >= 400)
            {
                findings.Add($"{operation}: {(int)answer.StatusCode} {text}");
                continue;
            }
            findings.AddRange(UndeclaredIn(operation, answer));
            if (key is not null)
            {
                using var again = await client.SendAsync(await caller.RequestAsync(operation, key));
                replayed++;
                if (!again.Headers.Contains("Idempotent-Replayed"))
                {
                    findings.Add($"{operation}: the same key was not answered again, but {(int)again.StatusCode}");
                }
            }
            await caller.LearnAsync(operation, text, answer);
        }

        findings.ShouldBeEmpty();
        TestContext.Out.WriteLine($"{sent} operations sent, {examples} with an example, {replayed} repeated.");
        sent.ShouldBeGreaterThan(135);
        examples.ShouldBeGreaterThan(45);
        replayed.ShouldBeGreaterThanOrEqualTo(10);
        Exceptions
            .Keys.Except(document.Operations.Select(one => one.Id))
            .ShouldBeEmpty("these exceptions are needless");
    }

    [Test]
    public void A_header_that_nobody_declared_is_found_and_one_that_does_not_come()
    {
        var operation = new ApiOperation(
            "op",
            "GET",
            "/op",
            false,
            [],
            false,
            null,
            false,
            JsonNode.Parse("""{"responses":{"200":{"headers":{"Location":{}}}}}""")!
        );
        using var answer = new HttpResponseMessage { Headers = { ETag = new EntityTagHeaderValue("\"1\"") } };
        UndeclaredIn(operation, answer).Count().ShouldBe(2);
    }

    /// <summary>What makes comes before what reads, and that before what takes away; the account itself goes last.</summary>
    private static int RankOf(ApiOperation operation) =>
        operation.Path == "/v1/me" && operation.Method == "DELETE" ? 6
        : operation.Id is "changePassword" or "endSession" ? 5
        : IsState(operation) ? 3
        : operation.Method == "DELETE" ? 4
        : operation.Method == "GET" ? 2
        : operation.Id is "publishCampaign" or "createPreviewLink" ? 0
        : 1;

    /// <summary>Within a rank parts come before their whole.</summary>
    private static int DepthOf(ApiOperation operation) => operation.Path.Count(letter => letter == '/');

    /// <summary>What is put comes before it is taken away; a pause before the archive, which takes the pages down.</summary>
    private static string PlaceOf(ApiOperation operation) => operation.Path + (operation.Method == "DELETE" ? "" : "~");

    /// <summary>A state that is put and taken back: pause, lock, ...</summary>
    private static bool IsState(ApiOperation operation) =>
        operation.Path.Split('/')[^1] is "pause" or "archive" or "lock" or "shutoff" or "comp";

    private static IEnumerable<string> UndeclaredIn(ApiOperation operation, HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        if (operation.Json["responses"]![$"{status}"] is not { } response)
        {
            return [$"{operation}: {status} is not declared"];
        }
        var declared = response["headers"]?.AsObject().Select(one => one.Key).ToArray() ?? [];
        var sent = Headers.Where(answer.Headers.Contains).ToArray();
        var type = answer.Content.Headers.ContentType?.MediaType;
        return
        [
            .. sent.Except(declared).Select(name => $"{operation}: {name} is not declared"),
            .. declared
                .Except(sent)
                .Where(name => name is not ("Idempotent-Replayed" or "Set-Cookie"))
                .Select(name => $"{operation}: {name} is declared, and does not come"),
            .. type is not null && response["content"]?[type] is null
                ? [$"{operation}: {type} is not declared"]
                : Array.Empty<string>(),
        ];
    }

    private static async Task<Sender> CallerAsync(Nodes nodes, HttpClient client)
    {
        var tenant = await Tenant.SeedAsync(nodes, client, "example");
        await nodes.ExecuteAsync($"update users set is_platform_admin = true where id = '{tenant.Account}'");
        // The rights of the session before have changed.
        using var answer = await client.PostAsJsonAsync(
            "/v1/auth/login",
            new { email = "example@example.com", password = Person.Password }
        );
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            (await answer.Content.ReadFromJsonAsync<JsonNode>())!["accessToken"]!.GetValue<string>()
        );
        // So that a page has an image and a file to give.
        await client.AddComponentAsync(
            tenant.IdFor("campaignId")!,
            code: $"<section><h2>Look</h2><img src=\"images/{tenant.IdFor("imageId")}\" alt=\"The shop\"><a href=\"files/{tenant.IdFor("fileId")}\">Prices</a></section>"
        );
        return new Sender(nodes, tenant);
    }

    /// <summary>Fills in what an example cannot know.</summary>
    private sealed class Sender(Nodes nodes, Tenant tenant)
    {
        private readonly Dictionary<string, string> places = new(StringComparer.Ordinal)
        {
            ["slug"] = "example-page",
            ["page"] = "index",
            ["token"] = "",
        };

        public async Task<HttpRequestMessage> RequestAsync(ApiOperation operation, string? key)
        {
            var path = operation.Path;
            List<string> query = [];
            foreach (var parameter in operation.Parameters)
            {
                var value =
                    places.GetValueOrDefault(parameter.Name)
                    ?? (Seeds.IsId(parameter) ? tenant.IdFor(parameter.Name) : Seeds.PlaceFor(parameter.Name));
                if (parameter.In == "path")
                {
                    path = path.Replace($"{{{parameter.Name}}}", value, StringComparison.Ordinal);
                }
                else if (parameter.In == "query" && value is not null)
                {
                    query.Add($"{parameter.Name}={value}");
                }
            }
            var request = new HttpRequestMessage(
                new HttpMethod(operation.Method),
                query.Count == 0 ? path : $"{path}?{string.Join('&', query)}"
            );
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
            if (key is not null)
            {
                request.Headers.Add("Idempotency-Key", key);
            }
            if (Seeds.FileFor(operation) is var (file, type))
            {
                request.Content = new ByteArrayContent(file) { Headers = { ContentType = new(type) } };
            }
            else if (operation.Example is { } example)
            {
                request.Content = operation.Body is not null
                    ? new StringContent((await OwnAsync(example)).ToJsonString(), Encoding.UTF8, "application/json")
                    : new FormUrlEncodedContent(
                        example
                            .AsObject()
                            .Select(field => KeyValuePair.Create(field.Key, field.Value![0]!.GetValue<string>()))
                    );
            }
            return request;
        }

        /// <summary>Waits for what was begun, and keeps what later operations name.</summary>
        public async Task LearnAsync(ApiOperation operation, string text, HttpResponseMessage answer)
        {
            switch (operation.Id)
            {
                case "startGeneration" or "startComponentGeneration":
                    await tenant.Client.WaitForGenerationAsync(
                        JsonNode.Parse(text)!["id"]!.GetValue<string>(),
                        tenant.IdFor("campaignId")!
                    );
                    break;
                case "publishCampaign":
                    places["slug"] = JsonNode.Parse(text)!["url"]!.GetValue<string>().Split('/')[^1];
                    break;
                case "createPreviewLink":
                    places["token"] = answer.Headers.Location!.OriginalString.Split('/')[^1];
                    break;
            }
        }

        private async Task<JsonNode> OwnAsync(JsonNode example)
        {
            var body = example.DeepClone().AsObject();
            foreach (var (name, _) in body.ToArray())
            {
                JsonNode? own = name switch
                {
                    "refreshToken" => await RefreshTokenAsync(),
                    "email" when body.ContainsKey("name") || body.ContainsKey("role") => "another@example.com",
                    "email" => "example@example.com",
                    "componentIds" => new JsonArray([
                        .. (
                            await nodes.Database.ListAsync<Guid>(
                                $"select id from campaign_components where campaign_id = '{tenant.IdFor("campaignId")}'"
                            )
                        ).Select(id => (JsonNode)id.ToString()),
                    ]),
                    // A model's "images" says whether it sees.
                    _ when body[name]?.GetValueKind() is JsonValueKind.True or JsonValueKind.False => null,
                    _ => tenant.IdFor(name),
                };
                if (own is not null)
                {
                    body[name] = own;
                }
            }
            return body;
        }

        private async Task<string> RefreshTokenAsync()
        {
            using var answer = await tenant.Client.PostAsJsonAsync(
                "/v1/auth/login",
                new { email = "example@example.com", password = Person.Password }
            );
            return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["refreshToken"]!.GetValue<string>();
        }
    }
}
