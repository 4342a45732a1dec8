using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiWebBuilder.IntegrationTests.Contract;

namespace AiWebBuilder.IntegrationTests.Isolation;

/// <summary>
/// Every operation of the served document, called as B: with A's ids in every non-empty subset of its id slots and B's own in the
/// rest (only the mixtures find a child that is not tied to its parent); without slots, as it is. Nothing of A may be touched, and
/// nothing of A may be heard.
/// </summary>
internal sealed partial class CrossTenantSuite(Stage stage, HttpClient attacker)
{
    /// <summary>An id of nothing: a foreign one must be answered exactly like it.</summary>
    private const string Missing = "0197a000-0000-7000-8000-000000000000";

    private readonly List<Finding> findings = [];
    private readonly SortedSet<string> covered = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string> before = new Dictionary<string, string>();
    private HashSet<string> foreignIds = [];
    private int calls;

    /// <param name="only">Some operations alone, for tests of the suite itself.</param>
    public async Task<Report> RunAsync(params string[] only)
    {
        var document = await ApiDocument.ReadAsync(attacker);
        var chosen = document.Operations.Where(one => only.Length == 0 || only.Contains(one.Id)).ToArray();
        await using var state = await TenantState.OfAsync(stage.Database, stage.Victim.Account);
        before = await state.ReadAsync();
        foreignIds = [.. await stage.IdsOfVictimAsync()];
        // Those that would close the attacker's own account come last.
        foreach (var operation in chosen.OrderBy(one => one.Path == "/v1/me" && one.Method == "DELETE"))
        {
            if (operation.IsPublic)
            {
                // It serves whoever comes, and what it serves is published.
                covered.Add(operation.Id);
                continue;
            }
            if (SlotsOf(document, operation) is { } slots)
            {
                await AttackAsync(operation, slots, state);
                covered.Add(operation.Id);
            }
        }
        return new(chosen.Length, [.. covered], calls, state.TableCount, findings);
    }

    /// <summary>The owner's own calls: an operation that finds nothing for its owner either has not been attacked at all.</summary>
    public async Task<Report> ControlAsync()
    {
        var document = await ApiDocument.ReadAsync(attacker);
        var chosen = document
            .Operations.Where(one =>
                !one.IsPublic && !Seeds.IsOperators(one) && SlotsOf(document, one) is { Count: > 0 }
            )
            // What takes parts or the whole away comes last, the whole after its parts.
            .OrderBy(one => one.Method == "DELETE")
            .ThenByDescending(one => one.Method == "DELETE" ? one.Path.Length : 0)
            .ToArray();
        foreach (var operation in chosen)
        {
            using var answer = await SendAsync(operation, slot => stage.Attacker.IdFor(slot)!);
            covered.Add(operation.Id);
            if (answer.StatusCode == HttpStatusCode.NotFound || (int)answer.StatusCode >= 500)
            {
                findings.Add(
                    new(
                        operation.Id,
                        "its owner",
                        $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
                    )
                );
            }
        }
        return new(chosen.Length, [.. covered], calls, 0, findings);
    }

    private List<string>? SlotsOf(ApiDocument document, ApiOperation operation)
    {
        var body = Seeds.BodyFor(operation);
        if (operation.TakesBody && body is null && Seeds.FileFor(operation) is null)
        {
            findings.Add(new(operation.Id, "no body", $"{operation} takes a body, and Seeds has none for it"));
            return null;
        }
        List<string> slots =
        [
            .. operation.Parameters.Where(Seeds.IsId).Select(one => one.Name),
            .. document.IdsIn(operation.Body),
        ];
        var unknown = slots.Where(slot => stage.Victim.IdFor(slot) is null || stage.Attacker.IdFor(slot) is null);
        var unfilled = operation
            .Parameters.Where(one => one.In == "path" && !Seeds.IsId(one) && Seeds.PlaceFor(one.Name) is null)
            .Select(one => one.Name);
        var unused = document
            .IdsIn(operation.Body)
            .Where(slot => !body!.Contains($"{{{slot}}}", StringComparison.Ordinal));
        string[] gaps = [.. unknown, .. unfilled, .. unused];
        if (gaps.Length > 0)
        {
            findings.Add(new(operation.Id, "no seed", $"{operation}: nothing is known for {string.Join(", ", gaps)}"));
            return null;
        }
        return slots;
    }

    private async Task AttackAsync(ApiOperation operation, List<string> slots, TenantState state)
    {
        // 0 only where there are no slots: then the call as it is.
        for (var subset = slots.Count == 0 ? 0 : 1; subset < 1 << slots.Count; subset++)
        {
            string[] foreign = [.. slots.Where((_, place) => (subset & (1 << place)) != 0)];
            var what = foreign.Length == 0 ? "no slot" : $"A's {string.Join(" and ", foreign)}";
            using var answer = await SendAsync(
                operation,
                slot => (foreign.Contains(slot) ? stage.Victim : stage.Attacker).IdFor(slot)!
            );
            var text = await answer.Content.ReadAsStringAsync();
            var status = (int)answer.StatusCode;
            if (Seeds.ExpectedFor(operation, foreign) is { } expected ? status != expected : status >= 300)
            {
                Find($"{status} {text}");
            }
            if (foreign.Length > 0 && status < 300 && !IsEmptyList(text))
            {
                Find($"it answered {status} with {text}");
            }
            if (foreign.Length > 0 && status >= 400)
            {
                using var missing = await SendAsync(
                    operation,
                    slot => foreign.Contains(slot) ? Missing : stage.Attacker.IdFor(slot)!
                );
                if (Essence(text) != Essence(await missing.Content.ReadAsStringAsync()))
                {
                    Find($"an id of nothing is answered otherwise: {text}");
                }
            }
            var leaked = FindIds().Matches(text).Select(id => id.Value).Where(foreignIds.Contains);
            if (leaked.Except(foreign.Select(slot => stage.Victim.IdFor(slot)!)).ToArray() is { Length: > 0 } ids)
            {
                Find($"ids of A's rows stand in the answer: {string.Join(", ", ids)}");
            }
            if (
                text.Contains(Stage.Marker, StringComparison.OrdinalIgnoreCase)
                || $"{answer.Headers}{answer.Content.Headers}".Contains(
                    Stage.Marker,
                    StringComparison.OrdinalIgnoreCase
                )
            )
            {
                Find("A's words stand in the answer");
            }
            var after = await state.ReadAsync();
            string[] changed = [.. after.Where(one => before[one.Key] != one.Value).Select(one => one.Key)];
            if (changed.Length > 0)
            {
                Find($"A's rows changed in {string.Join(", ", changed)}");
                before = after;
            }

            void Find(string found) => findings.Add(new(operation.Id, what, found[..Math.Min(found.Length, 300)]));
        }
    }

    private async Task<HttpResponseMessage> SendAsync(ApiOperation operation, Func<string, string> idFor)
    {
        var path = operation.Path;
        List<string> query = [];
        foreach (var parameter in operation.Parameters)
        {
            var value = Seeds.IsId(parameter) ? idFor(parameter.Name) : Seeds.PlaceFor(parameter.Name);
            if (parameter.In == "path")
            {
                path = path.Replace($"{{{parameter.Name}}}", value, StringComparison.Ordinal);
            }
            else if (parameter.In == "query" && value is not null)
            {
                query.Add($"{parameter.Name}={value}");
            }
        }
        using var request = new HttpRequestMessage(
            new HttpMethod(operation.Method),
            query.Count == 0 ? path : $"{path}?{string.Join('&', query)}"
        );
        if (Seeds.BodyFor(operation) is { } body)
        {
            foreach (var slot in BodySlots(body))
            {
                body = body.Replace($"{{{slot}}}", idFor(slot), StringComparison.Ordinal);
            }
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }
        if (Seeds.FileFor(operation) is var (file, type))
        {
            request.Content = new ByteArrayContent(file) { Headers = { ContentType = new(type) } };
        }
        if (operation.Parameters.Any(one => one.Name == "If-Match"))
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
        }
        if (operation.Id == "createCampaign")
        {
            request.Headers.Add("Idempotency-Key", Tenant.Key);
        }
        calls++;
        return await attacker.SendAsync(request);
    }

    private IEnumerable<string> BodySlots(string body) =>
        stage.Victim.Slots.Where(slot => body.Contains($"\"{{{slot}}}\"", StringComparison.Ordinal));

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex FindIds();

    private static bool IsEmptyList(string text) =>
        text is "[]" || text.StartsWith('{') && JsonNode.Parse(text)?["data"] is JsonArray { Count: 0 };

    /// <summary>A problem without what differs from request to request.</summary>
    private static string Essence(string problem)
    {
        var members = JsonNode.Parse(problem)!.AsObject();
        members.Remove("traceId");
        members.Remove("instance");
        return members.ToJsonString();
    }
}

/// <summary>What the suite holds against an operation.</summary>
internal sealed record Finding(string Operation, string Call, string What)
{
    public override string ToString() => $"{Operation} with {Call}: {What}";
}

/// <summary>What a run has covered and found.</summary>
internal sealed record Report(
    int Operations,
    IReadOnlyList<string> Covered,
    int Calls,
    int Tables,
    IReadOnlyList<Finding> Findings
);
