using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Contract;

/// <summary>
/// Whatever is sent to whichever operation of the served document: never a 5xx, always a problem document that says what is
/// wrong. Over a real socket, because the test server knows no limits.
/// </summary>
internal sealed class HostileInputTests
{
    /// <summary>Everything to every operation is for <c>./dev test fuzz</c>; else each operation gets a third of it, and the next one another.</summary>
    private static readonly bool IsWhole = Environment.GetEnvironmentVariable("AIWEBBUILDER_FUZZ_REQUESTS") is not null;

    private Host host = null!;
    private HttpClient client = null!;
    private JsonObject document = null!;
    private readonly SortedDictionary<int, int> statuses = [];
    private string campaign = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await Host.StartAsync(App.Current.Owner);
        host.UseKestrel(0);
        client = await host.SignedInAsync();
        document = (await client.GetFromJsonAsync<JsonObject>("/openapi/v1.json"))!;
        campaign = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task Hostile_bodies_are_refused_by_name()
    {
        var failures = new List<string>();
        var (operations, sent) = (0, 0);
        foreach (var (method, path, operation) in Operations().Where(each => each.Method is "POST" or "PUT" or "PATCH"))
        {
            operations++;
            var schema = Resolve(operation["requestBody"]?["content"]?["application/json"]?["schema"]);
            foreach (var (name, body, contentType) in Turn(Bodies(schema), operations))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), Fill(path));
                request.Content = new ByteArrayContent(body);
                if (contentType is not null)
                {
                    request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
                }
                request.Headers.TryAddWithoutValidation("If-Match", "*");
                // The server may close behind an answer to a body that it has not read: the next request takes another connection.
                request.Headers.ConnectionClose = body.Length > 16 * 1024;
                sent++;
                await CheckAsync(request, $"{method} {path}: {name}", failures);
            }
        }
        Report(operations, sent);
        operations.ShouldBeGreaterThan(8);
        sent.ShouldBeGreaterThan(400);
        failures.ShouldBeEmpty();
    }

    [Test]
    public async Task Hostile_addresses_and_headers_are_refused_by_name()
    {
        string[] values =
        [
            "%00",
            "a%00b",
            "%ff",
            "%ED%A0%80",
            "-1",
            "99999999999999999999",
            "1e400",
            "%27%3B--",
            "",
            new string('x', 4000),
            "..%2f..%2fetc",
            "%F0%9F%98%80",
        ];
        string[] tags = ["\"", "W/\"x\"", "\"\"", "\"x\", \"y\"", ",,,", new string('a', 2000), "\"' or 1=1 --\""];
        var failures = new List<string>();
        var (operations, sent) = (0, 0);
        foreach (var (method, path, operation) in Operations())
        {
            // The document says itself what it takes; text streams never end.
            if (operation["responses"]?["200"]?["content"]?["text/event-stream"] is not null)
            {
                continue;
            }
            operations++;
            var parameters = operation["parameters"]?.AsArray().Select(each => Resolve(each)!).ToArray() ?? [];
            var queries = parameters
                .Where(each => each["in"]!.GetValue<string>() == "query")
                .Select(each => each["name"]!.GetValue<string>());
            var addresses = queries
                .SelectMany(query => values.Select(value => $"{Fill(path)}?{query}={value}&{query}={value}"))
                .Concat(values.Where(value => value.Length > 0).Select(value => Fill(path, value)))
                .Append($"{Fill(path)}?unheard-of=%00");
            foreach (var address in Turn(addresses, operations))
            {
                using var request = Request(method, address);
                sent++;
                await CheckAsync(request, $"{method} {address[..Math.Min(address.Length, 120)]}", failures);
            }
            foreach (var tag in Turn(tags, operations))
            {
                using var request = Request(method, Fill(path));
                request.Headers.TryAddWithoutValidation("If-Match", tag);
                request.Headers.TryAddWithoutValidation("If-None-Match", tag);
                request.Headers.TryAddWithoutValidation("Idempotency-Key", tag);
                request.Headers.TryAddWithoutValidation("Last-Event-ID", tag);
                request.Headers.TryAddWithoutValidation("User-Agent", tag);
                sent++;
                await CheckAsync(request, $"{method} {path} If-Match: {tag[..Math.Min(tag.Length, 20)]}", failures);
            }
        }
        Report(operations, sent);
        operations.ShouldBeGreaterThan(12);
        sent.ShouldBeGreaterThan(200);
        failures.ShouldBeEmpty();
    }

    private static IEnumerable<T> Turn<T>(IEnumerable<T> all, int turn) =>
        IsWhole ? all : all.Where((_, index) => (index + turn) % 3 == 0);

    private void Report(int operations, int sent)
    {
        var counts = string.Join(", ", statuses.Select(each => $"{each.Value} × {each.Key}"));
        TestContext.Out.WriteLine($"{operations} operations, {sent} requests: {counts}");
        // What a limiter turns away has been tried by nobody.
        statuses.GetValueOrDefault((int)HttpStatusCode.TooManyRequests).ShouldBeLessThan(sent / 10);
    }

    private static HttpRequestMessage Request(string method, string address)
    {
        // An address with bytes that are no text must arrive as it is.
        var uri = new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = false });
        var request = new HttpRequestMessage(new HttpMethod(method), uri);
        if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }
        return request;
    }

    private async Task CheckAsync(HttpRequestMessage request, string what, List<string> failures)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead);
        }
        catch (HttpRequestException closed) when (request.Content?.Headers.ContentLength > 16 * 1024)
        {
            // A server may close on a client that goes on sending a body it has refused (RFC 9110 § 15.5.14).
            TestContext.Out.WriteLine($"{what}: {closed.Message}");
            return;
        }
        using (answer)
        {
            var status = (int)answer.StatusCode;
            if (status < 400)
            {
                return;
            }
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            var text = await answer.Content.ReadAsStringAsync();
            if (
                status == 400
                && text.Length == 0
                && request.RequestUri!.AbsolutePath.Contains("%00", StringComparison.Ordinal)
            )
            {
                return; // The server itself refuses such a path, before there is an application to answer.
            }
            if (status == 404 && answer.Content.Headers.ContentType?.MediaType == "text/html" && IsForVisitors(request))
            {
                return; // Visitors are people: they get a page.
            }
            if (
                status >= 500
                || answer.Content.Headers.ContentType?.MediaType != "application/problem+json"
                || JsonNode.Parse(text) is not JsonObject problem
                || problem["code"]?.GetValue<string>() is not { Length: > 0 }
                || problem["traceId"]?.GetValue<string>() is not { Length: > 0 }
            )
            {
                failures.Add($"{what} -> {status} {text[..Math.Min(text.Length, 200)]}");
            }
        }
    }

    private static bool IsForVisitors(HttpRequestMessage request) =>
        request.RequestUri!.AbsolutePath is var path
        && (path.StartsWith("/p/", StringComparison.Ordinal) || path.StartsWith("/preview/", StringComparison.Ordinal));

    private IEnumerable<(string Method, string Path, JsonNode Operation)> Operations() =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Key is "get" or "post" or "put" or "patch" or "delete"
        // It would sign the others out.
        where !path.Key.EndsWith("/me", StringComparison.Ordinal) || operation.Key != "delete"
        select (operation.Key.ToUpperInvariant(), path.Key, operation.Value!);

    /// <summary>The campaign's own id where one is asked for, so that the body is read; else <paramref name="value"/> or an id of nothing.</summary>
    private string Fill(string path, string? value = null)
    {
        var filled = new StringBuilder();
        foreach (var part in path.Split('/').Skip(1))
        {
            filled.Append('/');
            filled.Append(
                !part.StartsWith('{') ? part
                : value is not null ? value
                : part == "{campaignId}" ? campaign
                : "0197a000-0000-7000-8000-000000000000"
            );
        }
        return new Uri(client.BaseAddress!, "/").ToString().TrimEnd('/') + filled;
    }

    private JsonNode? Resolve(JsonNode? node)
    {
        while (node?["$ref"]?.GetValue<string>() is { } reference)
        {
            node = reference.Split('/').Skip(1).Aggregate<string, JsonNode?>(document, (at, name) => at?[name]);
        }
        return node?["oneOf"] is JsonArray { Count: > 0 } choices
            ? Resolve(choices.FirstOrDefault(choice => choice?["type"]?.ToString() != "null"))
            : node;
    }

    private IEnumerable<(string Name, byte[] Body, string? ContentType)> Bodies(JsonNode? schema)
    {
        const string json = "application/json";
        (string Name, string Text)[] documents =
        [
            ("nothing", ""),
            ("white space", "  \n"),
            ("null", "null"),
            ("text", "\"x\""),
            ("number", "7"),
            ("array", "[]"),
            ("array of objects", "[{}]"),
            ("cut off", "{\"a\":"),
            ("trailing text", "{} {}"),
            ("comment", "/* */ {}"),
            ("unknown member", """{"unheardOf":1}"""),
            ("prototype", """{"__proto__":{},"constructor":{}}"""),
            ("twice", """{"name":"a","name":"b"}"""),
            ("deep objects", $"{string.Concat(Enumerable.Repeat("{\"a\":", 100))}1{new string('}', 100)}"),
            ("deep arrays", $"{new string('[', 10_000)}{new string(']', 10_000)}"),
            ("one megabyte", $"{{\"name\":\"{new string('x', 1 << 20)}\"}}"),
            ("a NUL by itself", "{\"name\":\"\u0000\"}"),
        ];
        foreach (var (name, text) in documents)
        {
            yield return (name, Encoding.UTF8.GetBytes(text), json);
        }
        yield return ("byte order mark", [0xEF, 0xBB, 0xBF, .. "{}"u8], json);
        yield return ("invalid UTF-8", [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8], json);
        yield return ("UTF-16", Encoding.Unicode.GetBytes("{}"), "application/json; charset=utf-16");
        yield return ("unknown charset", "{}"u8.ToArray(), "application/json; charset=klingon");
        yield return ("plain text", "{}"u8.ToArray(), "text/plain");
        yield return ("form", "a=b"u8.ToArray(), "application/x-www-form-urlencoded");
        yield return ("no media type", "{}"u8.ToArray(), null);
        yield return ("nonsense as media type", "{}"u8.ToArray(), ";;;");
        var properties = schema?["properties"]?.AsObject();
        if (properties is null)
        {
            yield break;
        }
        // What may be left out is: the hostile value is to be the only thing wrong.
        var required = schema!["required"]?.AsArray().Select(each => each!.GetValue<string>()).ToHashSet() ?? [];
        foreach (var (property, _) in properties)
        {
            foreach (var value in HostileValues)
            {
                var members = properties
                    .Where(each => each.Key == property || required.Contains(each.Key))
                    .Select(each =>
                        $"{JsonSerializer.Serialize(each.Key)}:{(each.Key == property ? value : Sample(each.Value))}"
                    );
                yield return (
                    $"{property} = {value[..Math.Min(value.Length, 40)]}",
                    Encoding.UTF8.GetBytes($"{{{string.Join(',', members)}}}"),
                    json
                );
            }
            var others = properties
                .Where(each => each.Key != property && required.Contains(each.Key))
                .Select(each => $"{JsonSerializer.Serialize(each.Key)}:{Sample(each.Value)}");
            yield return ($"no {property}", Encoding.UTF8.GetBytes($"{{{string.Join(',', others)}}}"), json);
        }
    }

    private static readonly string[] HostileValues =
    [
        "null",
        "true",
        "-1",
        "0",
        "1e400",
        "99999999999999999999999999",
        "0.5",
        "\"\"",
        "\"   \"",
        "\"\\u0000\"",
        "\"a\\u0000b\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\u202e\\uffff\\u0085\"",
        "{}",
        "{\"\\u0000\":\"\\ud800\"}",
        "{\"a\":{\"b\":{\"c\":{\"d\":{}}}}}",
        "[]",
        "[null]",
        "[[]]",
        "[{}]",
        "[\"\"]",
        "[\"\\u0000\"]",
        "[1,\"a\",{}]",
        "\"NaN\"",
        "\"9999-99-99T99:99:99Z\"",
        "\"'; drop table users; --\"",
        $"\"{new string('x', 100_000)}\"",
        $"[{string.Join(',', Enumerable.Repeat("\"x\"", 2000))}]",
        $"{string.Concat(Enumerable.Repeat("{\"a\":", 100))}1{new string('}', 100)}",
        "{\"language\":\"\\u0000\",\"maxPageWeightKb\":1e400}",
        "{\"language\":7,\"maxPageWeightKb\":\"x\"}",
        "{\"pages\":[null],\"sections\":[null]}",
        "{\"pages\":[{}],\"sections\":[{}]}",
        "{\"pages\":null,\"sections\":null}",
    ];

    /// <summary>A value that the operation might take, so that the hostile one beside it is what is judged.</summary>
    private string Sample(JsonNode? schema)
    {
        schema = Resolve(schema);
        var type = schema?["type"] is JsonArray types
            ? types.Select(each => each!.GetValue<string>()).FirstOrDefault(each => each != "null")
            : schema?["type"]?.GetValue<string>();
        return type switch
        {
            "integer" or "number" => 3.ToString(CultureInfo.InvariantCulture),
            "boolean" => "true",
            "array" => "[]",
            "object" => "{}",
            _ => schema?["format"]?.GetValue<string>() == "uuid"
                ? "\"0197a000-0000-7000-8000-000000000000\""
                : "\"landing_page\"",
        };
    }
}
