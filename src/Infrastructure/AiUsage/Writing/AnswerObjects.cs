using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.AiUsage.Writing;

/// <summary>
/// Finds the object in what a model has answered, whatever it has put around it: thoughts, fences, a word before and after. To ask
/// again would be paid for again.
/// </summary>
internal static class AnswerObjects
{
    /// <summary>Letters; the longest answer that is asked for has a tenth of it.</summary>
    private const int MostLetters = 1024 * 1024;

    /// <summary>Braces that are looked at: a style sheet in front of the object has some, a text made of them is no answer.</summary>
    private const int MostBraces = 200;

    private static readonly (string Begin, string End)[] Thoughts =
    [
        ("<think>", "</think>"),
        ("<thinking>", "</thinking>"),
        ("<thought>", "</thought>"),
        ("<reasoning>", "</reasoning>"),
        ("<seed:think>", "</seed:think>"),
        ("[THINK]", "[/THINK]"),
        ("◁think▷", "◁/think▷"),
        ("<|begin_of_thought|>", "<|end_of_thought|>"),
        ("<|channel|>analysis<|message|>", "<|channel|>final<|message|>"),
    ];

    /// <returns>The likeliest first.</returns>
    public static IEnumerable<JsonObject> In(string answer)
    {
        var text = answer.Trim().TrimStart('\uFEFF').TrimStart();
        if (text.Length > MostLetters)
        {
            return [];
        }
        if (text.StartsWith('"') && Unquoted(text) is { } quoted)
        {
            text = quoted;
        }
        // Who begins with the object has not thought aloud before it, and what stands in its strings is its own.
        var first = text.StartsWith('{') ? Objects(text).Take(1) : [];
        var spoken = Thoughts.Aggregate(text, (left, thought) => Without(left, thought.Begin, thought.End));
        return first
            .Concat(LongestFirst(spoken))
            .Concat(spoken.Length < text.Length ? LongestFirst(text) : [])
            .Select(found => found.Object);
    }

    /// <summary>The object that a text is, as models write it; null when it is none.</summary>
    public static JsonObject? Of(string text)
    {
        using var found = LooseJson.ObjectAt(text, 0, out _);
        return found is null ? null : Node(found.RootElement.Clone())!.AsObject();
    }

    /// <summary>What stands in prose, as an example or a name in braces, is shorter than the answer.</summary>
    private static IEnumerable<(JsonObject Object, int Length)> LongestFirst(string text) =>
        Objects(text).OrderByDescending(found => found.Length);

    /// <summary>The outermost objects, in the order in which they stand.</summary>
    private static IEnumerable<(JsonObject Object, int Length)> Objects(string text)
    {
        var at = text.IndexOf('{', StringComparison.Ordinal);
        for (var brace = 0; at >= 0 && brace < MostBraces; brace++)
        {
            var next = at + 1;
            using (var found = LooseJson.ObjectAt(text, at, out var end))
            {
                if (found is not null)
                {
                    next = end;
                    yield return (Node(found.RootElement.Clone())!.AsObject(), end - at);
                }
            }
            at = text.IndexOf('{', next);
        }
    }

    /// <summary>As it is, but each member once: the last of a name is the one that was meant.</summary>
    private static JsonNode? Node(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in element.EnumerateObject())
                {
                    members[member.Name] = Node(member.Value);
                }
                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Node)]);
            default:
                return JsonValue.Create(element);
        }
    }

    /// <summary>What is left of a text when the thoughts are taken out of it, also those that lack their beginning or their end.</summary>
    private static string Without(string text, string begin, string end)
    {
        var left = new StringBuilder();
        for (var at = 0; ; )
        {
            var start = text.IndexOf(begin, at, StringComparison.OrdinalIgnoreCase);
            var stop = start < 0 ? -1 : text.IndexOf(end, start, StringComparison.OrdinalIgnoreCase);
            if (stop < 0)
            {
                var spoken = left.Append(text.AsSpan(at)).ToString();
                // A thought without an end is one behind the answer; before it, it is an answer that nobody has announced.
                var open = start < 0 ? -1 : spoken.Length - (text.Length - start);
                var said = open >= 0 && spoken.AsSpan(0, open).Contains('{') ? spoken[..open] : spoken;
                var closed = said.LastIndexOf(end, StringComparison.OrdinalIgnoreCase);
                return closed >= 0 && said.AsSpan(closed).Contains('{') ? said[(closed + end.Length)..] : said;
            }
            left.Append(text, at, start - at);
            at = stop + end.Length;
        }
    }

    /// <summary>An object that was written as a string.</summary>
    private static string? Unquoted(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
