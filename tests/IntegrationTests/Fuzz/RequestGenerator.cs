using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Contract;
using CsCheck;

namespace AiWebBuilder.IntegrationTests.Fuzz;

/// <summary>Requests for one document: mostly what an operation would take, with something wrong in it; sometimes all wrong.</summary>
/// <param name="ids">Ids of things that exist, by the name of their parameter.</param>
internal sealed class RequestGenerator(ApiDocument document, IReadOnlyDictionary<string, string> ids)
{
    private static readonly Gen<string> PlainText = Gen.Frequency(
        (4, Gen.OneOf("Spring", "index", "custom", "view", "landing_page", "a long enough password", "x@example.com")),
        (2, Gen.String),
        (1, Gen.Char['a', 'z'].Array[1, 300].Select(letters => new string(letters)))
    );

    /// <summary>Of the right form, and of any time and place.</summary>
    private static readonly Gen<string> Cursors = Gen.Select(
        Gen.Frequency((1, Gen.OneOf(0, -61_999_999_999_999_999, 249_999_999_999_999_999)), (1, Gen.Long)),
        Gen.Guid,
        (micros, id) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{micros}:{id:N}"))
    );

    /// <summary>Headers that any request may carry.</summary>
    private static readonly Gen<(string, string)[]> SomeHeaders = Gen.Frequency(
        (6, Gen.Const(Array.Empty<(string, string)>())),
        (
            1,
            Gen.Select(
                Gen.OneOf(
                    "If-None-Match",
                    "If-Match",
                    "Last-Event-ID",
                    "Accept-Encoding",
                    "Accept",
                    "Accept-Language",
                    "User-Agent",
                    "Range",
                    "Origin",
                    "If-Modified-Since",
                    "Cookie",
                    "X-Forwarded-For",
                    "traceparent",
                    "Content-Encoding"
                ),
                Hostile.InHeader,
                (name, value) => new[] { (name, value) }
            )
        )
    );

    private static readonly Gen<string> ContentTypes = Gen.Frequency(
        (90, "application/json"),
        (1, ""),
        (1, ";;;"),
        (1, "text/plain"),
        (1, "application/x-www-form-urlencoded"),
        (1, "multipart/form-data"),
        (1, "multipart/form-data; boundary=x"),
        (1, "application/json; charset=utf-16"),
        (1, "application/json; charset=klingon"),
        (1, "application/json; charset=utf-7"),
        (1, "application/json; charset=\"utf-8\""),
        (1, "application/json; charset=\"\""),
        (1, "application/json; charset=utf-8; charset=utf-7"),
        (1, "application/json; charset=utf-32"),
        (1, "application/x-www-form-urlencoded; charset=utf-7"),
        (1, "application/x-www-form-urlencoded; charset=utf-16"),
        (1, "multipart/form-data; boundary=x; charset=utf-7"),
        (1, "application/merge-patch+json"),
        (1, "application/json, application/json")
    );

    /// <summary>Requests of all operations, each as often as any other.</summary>
    public Gen<RawRequest> Any => Gen.OneOf([.. document.Operations.Select(For)]);

    private Gen<RawRequest> For(ApiOperation operation)
    {
        // The account and what hangs on it must outlive the run, or all that follows is "not found".
        var mayDestroy = operation.Method != "DELETE" || operation.Path.EndsWith("/lock", StringComparison.Ordinal);
        var path = operation.Parameters.Where(one => one.In == "path").ToArray();
        var query = operation.Parameters.Where(one => one.In == "query").ToArray();
        var address = Gen.Select(
            Sequence([.. path.Select(one => PathValue(one, mayDestroy))]),
            Sequence([.. query.Select(QueryPart)]),
            Gen.Frequency((12, ""), (1, "unheard-of=%00"), (1, "=&&=&"), (1, "a[b]=c&a[b]=d"), (1, "a=%2500&%u0000=1")),
            Gen.Frequency((40, Gen.Const("")), (1, Hostile.InAddress)),
            (values, parts, extra, tail) => Target(operation.Path + tail, path, values, [.. parts, extra])
        );
        var headers = Gen.Select(
            Sequence([.. operation.Parameters.Where(one => one.In == "header").Select(one => Header(one, mayDestroy))]),
            operation.Method == "POST" ? IdempotencyKey : Gen.Const(Array.Empty<(string, string)>()),
            SomeHeaders,
            (own, key, some) => own.SelectMany(one => one).Concat(key).Concat(some).ToArray()
        );
        var body = operation.TakesBody
            ? Gen.Select(
                    Gen.Frequency((12, ObjectOf(operation.Body, 0)), (1, Hostile.Json)).SelectMany(Spoil),
                    ContentTypes
                )
                .Select(one => ((byte[]?)one.Item1, one.Item2))
            : Gen.Frequency((6, Gen.Const(((byte[]?)null, ""))), (1, Hostile.Json.Select(Bytes)));
        return Gen.Select(
            address,
            headers,
            body,
            // One that never comes costs the run the time that the server waits for it.
            Gen.Frequency((1_500, Framing.Whole), (100, Framing.Chunked), (1, Framing.CutOff)),
            (target, own, content, framing) =>
                new RawRequest(
                    operation.Id,
                    operation.Method,
                    target,
                    content.Item2.Length > 0 ? [.. own, ("Content-Type", content.Item2)] : own,
                    content.Item1,
                    framing
                )
        );
    }

    private static (byte[]?, string) Bytes(string text) => (Encoding.UTF8.GetBytes(text), "application/json");

    private static string Target(string path, ApiParameter[] names, string[] values, string[] query)
    {
        foreach (var (name, value) in names.Zip(values))
        {
            path = path.Replace($"{{{name.Name}}}", value, StringComparison.Ordinal);
        }
        var parts = query.Where(part => part.Length > 0).ToArray();
        return parts.Length == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }

    private Gen<string> PathValue(ApiParameter parameter, bool mayDestroy)
    {
        var good = parameter switch
        {
            { Format: "uuid" } when mayDestroy && ids.TryGetValue(parameter.Name, out var id) => Gen.Frequency(
                (8, Gen.Const(id)),
                (1, Gen.Guid.Select(any => any.ToString()))
            ),
            { Format: "uuid" } => Gen.Guid.Select(any => any.ToString()),
            { Name: "slug" } => Gen.OneOf(ids["slug"], "nothing"),
            { Name: "format" } => Gen.OneOf("json", "html", "react", "wordpress", "paste", "email"),
            _ => Gen.OneOf("1", "2", "index"),
        };
        return Gen.Frequency((9, good), (1, Hostile.InAddress));
    }

    private Gen<string> QueryPart(ApiParameter parameter)
    {
        var good =
            parameter.Format == "uuid" ? Gen.Const(ids.GetValueOrDefault(parameter.Name, Guid.Empty.ToString()))
            : parameter.Format == "int32" ? Gen.OneOf("1", "20", "100")
            : parameter.Name == "cursor" ? Cursors
            : parameter.Name is "from" or "to"
                ? Gen.OneOf("2026-01-01", "2026-11-30", "2020-02-29", "0001-01-01", "9999-12-31")
            : Gen.OneOf("view", "day", "completed", "campaign", "spring");
        return Gen.Frequency(
            (3, Gen.Const("")),
            (2, good.Select(value => $"{parameter.Name}={value}")),
            (1, Hostile.InAddress.Select(value => $"{parameter.Name}={value}")),
            (1, Hostile.InAddress.Select(value => $"{parameter.Name}=1&{parameter.Name}={value}"))
        );
    }

    private static Gen<(string, string)[]> Header(ApiParameter parameter, bool mayDestroy) =>
        Gen.Frequency(
                (5, Gen.Const(parameter.Name == "If-Match" && mayDestroy ? "*" : "\"1\"")),
                (2, Hostile.InHeader.Where(value => mayDestroy || !value.Contains('*', StringComparison.Ordinal))),
                (1, Gen.Const(""))
            )
            .Select(value => value.Length == 0 ? Array.Empty<(string, string)>() : [(parameter.Name, value)]);

    /// <summary>A new key each time: one that is in use makes its repetition wait.</summary>
    private static Gen<(string, string)[]> IdempotencyKey { get; } =
        Gen.Frequency(
            (6, Gen.Const(Array.Empty<(string, string)>())),
            (2, Gen.Guid.Select(id => new[] { ("Idempotency-Key", id.ToString()) })),
            (1, Hostile.InHeader.Select(value => new[] { ("Idempotency-Key", value + value.Length) }))
        );

    private Gen<string> ObjectOf(JsonNode? schema, int depth)
    {
        schema = document.Resolve(schema);
        if (schema?["properties"] is not JsonObject properties || depth > 4)
        {
            return ValueOf(schema, depth);
        }
        var required = schema["required"]?.AsArray().Select(one => one!.GetValue<string>()).ToHashSet() ?? [];
        var members = properties.Select(property =>
        {
            var name = Hostile.Quote(property.Key);
            var member = Gen.Frequency((20, ValueOf(property.Value, depth + 1)), (1, Hostile.Json))
                .Select(value => $"{name}:{value}");
            return Gen.Frequency(
                (required.Contains(property.Key) ? 24 : 3, member),
                (required.Contains(property.Key) ? 1 : 4, Gen.Const("")),
                (required.Contains(property.Key) ? 1 : 0, member.Select(twice => $"{twice},{twice}"))
            );
        });
        return Gen.Select(
            Sequence([.. members]),
            Gen.Frequency((40, ""), (1, "\"unheardOf\":1"), (1, "\"__proto__\":{}"), (1, "\"\":0"), (1, ",")),
            (parts, extra) => $"{{{string.Join(',', parts.Append(extra).Where(part => part.Length > 0))}}}"
        );
    }

    private Gen<string> ValueOf(JsonNode? schema, int depth)
    {
        schema = document.Resolve(schema);
        if (schema?["enum"] is JsonArray choices)
        {
            return Gen.OneOf([.. choices.Select(one => one?.ToJsonString() ?? "null")]);
        }
        var type = schema?["type"] is JsonArray types
            ? types.Select(one => one!.GetValue<string>()).FirstOrDefault(one => one != "null")
            : schema?["type"]?.GetValue<string>();
        return type switch
        {
            "integer" or "number" => Gen.OneOf("1", "3", "5", "100"),
            "boolean" => Gen.OneOf("true", "false"),
            "array" when depth <= 4 => ValueOf(schema!["items"], depth + 1)
                .Array[0, 3]
                .Select(items => $"[{string.Join(',', items)}]"),
            "object" when schema!["properties"] is not null => ObjectOf(schema, depth),
            "object" => Gen.Frequency((2, Gen.Const("{}")), (2, Hostile.Json.Select(value => $$"""{"a":{{value}}}"""))),
            "string" when schema!["format"]?.GetValue<string>() == "uuid" => Gen.OneOf(
                    ids["componentId"],
                    ids["campaignId"],
                    Guid.Empty.ToString()
                )
                .Select(Hostile.Quote),
            "string" => PlainText.Select(Hostile.Quote),
            _ => Hostile.Json,
        };
    }

    /// <summary>What happens to a document on its way.</summary>
    private static Gen<byte[]> Spoil(string json)
    {
        var whole = Encoding.UTF8.GetBytes(json);
        return Gen.Frequency(
            (30, Gen.Const(whole)),
            (1, Gen.Const<byte[]>([0xEF, 0xBB, 0xBF, .. whole])),
            (1, Gen.Const<byte[]>([.. whole, .. "{}"u8])),
            (1, Gen.Const(Array.Empty<byte>())),
            (1, Gen.Const(Encoding.Unicode.GetBytes(json))),
            (1, Gen.Int[0, whole.Length].Select(length => whole[..length])),
            (
                2,
                Gen.Select(
                    Gen.Int[0, whole.Length],
                    Gen.OneOf((byte)0, (byte)0xFF, (byte)0xC3, (byte)0xED, (byte)'"', (byte)'{', (byte)'\\'),
                    (place, wrong) => (byte[])[.. whole[..place], wrong, .. whole[place..]]
                )
            )
        );
    }

    private static Gen<T[]> Sequence<T>(Gen<T>[] parts) =>
        parts.Aggregate(
            Gen.Const(Array.Empty<T>()),
            (before, next) => Gen.Select(before, next, (some, one) => (T[])[.. some, one])
        );
}
