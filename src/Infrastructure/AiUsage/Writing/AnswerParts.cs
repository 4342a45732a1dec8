using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.AiUsage.Writing;

namespace AiWebBuilder.Infrastructure.AiUsage.Writing;

/// <summary>The parts of a request's answer over all the calls that it takes: which have landed, and what is wrong with the others.</summary>
internal sealed class AnswerParts<T>(
    IReadOnlyList<StepPart> all,
    Func<StepPart, JsonObject, (T? Value, string? Problem)> read,
    Func<WrittenPart<T>, Task> land
)
    where T : class
{
    private readonly HashSet<StepPart> landed = [];
    private readonly Dictionary<StepPart, string> problems = [];

    /// <summary>Those that have not landed, in the order in which they were asked for.</summary>
    public IReadOnlyList<StepPart> Left => [.. all.Where(part => !landed.Contains(part))];

    public bool HasLanded => landed.Count > 0;

    /// <summary>Whether a call has been settled: one that broke off is free, whatever of it has landed.</summary>
    public bool IsPromptPaid { get; private set; }

    /// <summary>What is wrong with those that are left.</summary>
    public IReadOnlyList<(StepPart Part, string Problem)> Problems =>
        [.. Left.Select(part => (part, problems.GetValueOrDefault(part, "The model did not write it.")))];

    /// <summary>What is wrong with all of those that are left.</summary>
    public void Fail(string problem)
    {
        foreach (var part in Left)
        {
            problems[part] = problem;
        }
    }

    /// <summary>Begins to read the answer to a call.</summary>
    public Reading Begin() => new(this, Left);

    /// <summary>One call's answer. What can be used is landed when the next can be, so that the last is landed with what the call came to.</summary>
    internal sealed class Reading(AnswerParts<T> parts, IReadOnlyList<StepPart> asked)
    {
        private readonly PartStream stream = new();
        private readonly HashSet<StepPart> seen = [];
        private readonly List<(StepPart Part, int Letters, string Problem)> unusable = [];
        private (StepPart Part, T Value, int Letters)? last;
        private int letters;

        /// <summary>Whether there is any use in it.</summary>
        public bool IsUse => last is not null;

        /// <summary>A piece of the answer has come.</summary>
        public async Task ReadAsync(string piece, Func<AiCall> call)
        {
            foreach (var (key, json) in stream.Read(piece))
            {
                if (
                    asked.FirstOrDefault(one => one.Key == key) is { } part
                    && !seen.Contains(part)
                    && AnswerObjects.Of(json) is { } found
                )
                {
                    await TakeAsync(part, parts.ReadOf(part, found), json.Length, call);
                }
            }
        }

        /// <summary>All of the answer has come: what could not be read before is looked for in it, whatever the model has put around it.</summary>
        public async Task EndAsync(string answer, Func<AiCall> call)
        {
            var left = asked.Where(part => !seen.Contains(part)).ToArray();
            if (left.Length == 0)
            {
                return;
            }
            var objects = AnswerObjects.In(answer).ToArray();
            foreach (var part in left)
            {
                (T? Value, string? Problem) best = (null, null);
                var length = 0;
                foreach (var found in objects)
                {
                    // Who is asked for one part may well answer that alone.
                    var own = In(found, part.Key);
                    var (value, problem) = parts.ReadOf(part, own ?? found);
                    value = own is null && asked.Count > 1 ? null : value;
                    best = value is not null ? (value, null) : (null, best.Problem ?? problem);
                    length = Math.Max(length, own?.ToJsonString().Length ?? 0);
                    if (value is not null)
                    {
                        break;
                    }
                }
                best = best is (null, null) ? (null, "The answer is not the JSON object that was asked for.") : best;
                await TakeAsync(part, best, Math.Max(1, length), call);
            }
        }

        /// <summary>No more of the answer comes: what was written of the part that it broke off in is thrown away.</summary>
        public void Cut(string answer, string problem)
        {
            parts.Fail(problem);
            if (asked.FirstOrDefault(part => !seen.Contains(part)) is { } cut)
            {
                unusable.Add((cut, Math.Max(0, answer.Length - letters), problem));
            }
        }

        /// <summary>Lands the last part that can be used, with what the call came to.</summary>
        public async Task LandAsync(AiAnswer answer)
        {
            if (last is var (part, value, length))
            {
                last = null;
                await parts.LandAsync(
                    new WrittenPart<T>(answer.Call, part, value, length, answer with { Unusable = unusable })
                );
            }
        }

        /// <summary>Where it was asked for, else where models put it: below one more name, or in a list of what has a key.</summary>
        private static JsonObject? In(JsonObject answer, string key)
        {
            var members = answer.Select(member => member.Value).ToArray();
            return answer[key] as JsonObject
                ?? members.OfType<JsonObject>().Select(inner => inner[key]).OfType<JsonObject>().FirstOrDefault()
                ?? members
                    .OfType<JsonArray>()
                    .SelectMany(list => list.OfType<JsonObject>())
                    .FirstOrDefault(one => one["key"] is JsonValue named && named.ToString() == key);
        }

        private async Task TakeAsync(StepPart part, (T? Value, string? Problem) found, int length, Func<AiCall> call)
        {
            seen.Add(part);
            letters += length;
            if (found.Value is not { } value)
            {
                unusable.Add((part, length, found.Problem!));
                parts.problems[part] = found.Problem!;
                return;
            }
            var before = last;
            last = (part, value, length);
            if (before is var (written, text, own))
            {
                await parts.LandAsync(new WrittenPart<T>(call(), written, text, own, Answer: null));
            }
        }
    }

    private (T? Value, string? Problem) ReadOf(StepPart part, JsonObject found) => read(part, found);

    private async Task LandAsync(WrittenPart<T> part)
    {
        landed.Add(part.Part);
        await land(part);
        IsPromptPaid |= part.Answer is not null;
    }
}
