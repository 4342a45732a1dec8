using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Edits.FactChanges;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Rules;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits;

/// <summary>
/// Reads instructions by rules that are the same for all languages; what their words mean stands in <c>Words/</c>. Each rule is about one kind
/// of change and knows when it is not meant; what none is sure of is asked about. Several steps are read apart, one after the other.
/// </summary>
internal sealed class EditReader(IFactReader facts, IBlocks blocks, IOfflineFrames frames) : IEditReader
{
    // No person asks for more at a time.
    private const int MostSteps = 40;

    // What is surest first: each takes only what it understands as a whole.
    private static readonly Func<Step, EditReading?>[] Rules =
    [
        LanguageEdits.Read,
        Refusals.Read,
        Contradictions.Read,
        FormEdits.Read,
        ContactEdits.Read,
        HoursEdits.Read,
        DateEdits.Read,
        Statements.Read,
        PriceQualifiers.Read,
        ItemEdits.Read,
        PriceEdits.Read,
        SectionEdits.Read,
        TextEdits.Read,
        ReplacementEdits.Read,
        ThemeEdits.Read,
    ];

    private const int Countless = 60;

    // No rule adds a component.
    private static Guid NoId() => Guid.Empty;

    // Whoever only names a thing beside another asks for nothing.
    private static readonly string[] Verbs = ["add", "remove", "move", "set", "shorter"];
    private static readonly string[] Shared = ["remove", "add", "set", "now", "required", "optional", "move"];
    private static readonly string[] Incomplete = ["which", "where", "answer", "amount"];

    public EditReading Read(string instruction, Standing standing, Guid? target = null)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        ArgumentNullException.ThrowIfNull(standing);
        var words = EditWords.Of(instruction, standing.Language);
        instruction = SpelledAmounts.InDigits(StepOf(instruction, standing, target, words));
        List<EditOperation> operations = [];
        EditReading? unchanged = null;
        foreach (var part in Steps.Of(instruction).Take(MostSteps))
        {
            foreach (var reading in Apart(part, standing, target, words))
            {
                if (reading.Operations.Count == 0)
                {
                    // What is like that already needs no step of its own.
                    if (reading.Reason != words.Say("same"))
                    {
                        return reading;
                    }
                    unchanged = reading;
                    continue;
                }
                foreach (var operation in reading.Operations)
                {
                    standing = standing.After(operation, operations.Count, NoId);
                    operations.Add(operation);
                }
            }
        }
        return operations.Count > 0
            ? Refused(operations, standing, words) ?? new EditReading(operations)
            : unchanged ?? EditReading.Asking(words.Say("unclear"));
    }

    /// <summary>What a block has no room for is said here, where the language of the instruction is known.</summary>
    /// <param name="standing">As the operations leave it.</param>
    private EditReading? Refused(List<EditOperation> operations, Standing standing, EditWords words)
    {
        var changed = operations.Select(operation => operation.ComponentId).ToHashSet();
        foreach (var component in standing.Components.Where(one => one.Props is not null && changed.Contains(one.Id)))
        {
            if (
                blocks.Find(component.Kind) is { } block
                && blocks.Check(block, blocks.Complete(block, component.Props!.DeepClone().AsObject()))
                    is [var wrong, ..]
            )
            {
                return EditReading.Refusing(
                    wrong.Limit is { } limit ? words.Say("limit", limit) : words.Say("noroom", component.Name)
                );
            }
        }
        return null;
    }

    /// <summary>The steps of a sentence: it is cut at "and" and commas only where both sides are understood.</summary>
    private List<EditReading> Apart(string part, Standing standing, Guid? target, EditWords words)
    {
        // Two halves that contradict each other are each clear alone.
        if (Contradictions.Read(StepOf(part, standing, target, words)) is { } contradiction)
        {
            return [contradiction];
        }
        List<(int Start, int End, EditReading? Reading, bool IsClear)> apart = [];
        var ignored = false;
        var pieces = Steps.PiecesOf(part, words);
        var verbs = pieces.Select(piece => VerbIn(part[piece.Start..piece.End], words)).ToArray();
        for (var index = 0; index < pieces.Count; index++)
        {
            var (start, end) = pieces[index];
            // What the steps before have changed, the next one finds changed.
            var present = apart
                .Where(one => one.IsClear)
                .SelectMany(one => one.Reading!.Operations)
                .Aggregate(standing, (stands, operation) => stands.After(operation, 0, NoId));
            var (reading, isClear, clause) = One(part[start..end], present, target, words);
            // "Remove the prices and the gallery": one verb is for both.
            if (
                reading is not { Operations.Count: > 0 }
                && verbs[index] is null
                && !clause.Has("not")
                && (
                    verbs[..index].LastOrDefault(verb => verb is not null)
                    ?? verbs.FirstOrDefault(verb => verb is not null)
                )
                    is { } verb
                && One($"{verb} {part[start..end]}", present, target, words) is { Reading.Operations.Count: > 0 } shared
            )
            {
                (reading, isClear, clause) = shared;
            }
            // "Take Sam off the team and add Priya": what names no place goes on where the last one was.
            if (
                reading is null
                && apart is [.., { IsClear: true, Reading.Operations: [{ ComponentId: { } place }, ..] }]
                && One(part[start..end], present, place, words)
                    is { Reading.Operations.Count: > 0, Clause: var followed } following
                && followed.Has("add", "remove")
            )
            {
                (reading, isClear, clause) = following;
            }
            // "And the other one stays": nothing is to be done.
            if (
                reading is null
                && clause.Has("keep")
                && !clause.Has(Verbs)
                && clause.Quoted.Count == 0
                && pieces.Count > 1
                && !Numbers.In(clause.Plain).Any()
                && apart is [] or [.., { IsClear: true }]
            )
            {
                continue;
            }
            // Too long, so shorter: one wish in two sentences.
            if (apart is [.., { IsClear: true }] && clause.Has("shorter") && reading is { Operations.Count: 0 })
            {
                var (whole, _, _) = One(part[apart[^1].Start..end], standing, target, words);
                if (SaysTheSame(whole, apart[^1].Reading))
                {
                    continue;
                }
            }
            if (apart.Count == 0 || (isClear && apart[^1].IsClear))
            {
                apart.Add((start, end, reading, isClear));
                continue;
            }
            // "Tess has moved away, take her off": the reason says who, and asks for nothing itself.
            if (
                !apart[^1].IsClear
                && clause.Has("remove")
                && Reason(part[apart[^1].Start..apart[^1].End], present, target, words) is { } name
                && One($"{name} {part[start..end]}", present, target, words)
                    is { IsClear: true, Reading.Operations.Count: > 0 } gone
            )
            {
                apart[^1] = (apart[^1].Start, end, gone.Reading, true);
                continue;
            }
            var last = apart[^1];
            apart.RemoveAt(apart.Count - 1);
            var before = apart
                .SelectMany(one => one.Reading!.Operations)
                .Aggregate(standing, (stands, operation) => stands.After(operation, 0, NoId));
            var (merged, isMergedClear, _) = One(part[last.Start..end], before, target, words);
            ignored |=
                !last.IsClear
                && isClear
                && SaysTheSame(merged, reading)
                && IsPrecise(part[last.Start..last.End], words);
            // Nothing that asks for something is passed over in silence.
            ignored |= last.IsClear && Asks(clause) && SaysTheSame(merged, last.Reading) && !Avoids(clause, merged);
            apart.Add((last.Start, end, merged, isMergedClear));
        }
        return ignored || apart.Exists(one => one.Reading is null)
            ? [EditReading.Asking(words.Say("unclear"))]
            : apart.ConvertAll(one => one.Reading!);
    }

    /// <summary>The one item that a piece names which wants nothing done.</summary>
    private string? Reason(string piece, Standing standing, Guid? target, EditWords words)
    {
        var step = StepOf(piece, standing, target, words);
        return
            !step.Clause.Has(Verbs)
            && !IsPrecise(piece, words)
            && Item.Named([.. step.Items.Where(item => !item.IsField)], step.Clause) is [var item]
            ? item.Title
            : null;
    }

    /// <summary>Whether it has a number or words to be written, so that it is more than a reason for what follows.</summary>
    private static bool IsPrecise(string piece, EditWords words) =>
        new Clause(piece, words) is var clause && (clause.Quoted.Count > 0 || Numbers.In(clause.Plain).Any());

    private static string? VerbIn(string piece, EditWords words)
    {
        var clause = new Clause(piece, words);
        return clause.Mentions.FirstOrDefault(mention => Shared.Contains(mention.Key)) is { Length: > 0 } verb
            ? clause.Text.Substring(verb.Start, verb.Length)
            : null;
    }

    /// <summary>Whether it wants something, in words that are not all known.</summary>
    private static bool Asks(Clause clause) =>
        clause.Quoted.Count > 0
        || (
            clause.Has(Verbs)
            && clause
                .Plain.Where(
                    (letter, at) =>
                        EditWords.IsInWord(letter)
                        && !clause.Mentions.Any(mention => mention.Start <= at && mention.End > at)
                )
                .Count() > 2
        );

    /// <summary>Whether it forbids words that are not written anyway.</summary>
    private static bool Avoids(Clause clause, EditReading? reading) =>
        clause.Has("not")
        && clause.Quoted.Count > 0
        && reading?.Operations.Any(operation =>
            clause.Quoted.Any(word =>
                operation.After?.ToString().Contains(word, StringComparison.OrdinalIgnoreCase) == true
            )
        ) == false;

    private static bool SaysTheSame(EditReading? one, EditReading? other) =>
        one?.Question == other?.Question
        && one?.Reason == other?.Reason
        && (one?.Operations ?? [])
            .Select(operation => $"{operation.ComponentId}{operation.Path}{operation.After?.ToJsonString()}")
            .SequenceEqual(
                (other?.Operations ?? []).Select(operation =>
                    $"{operation.ComponentId}{operation.Path}{operation.After?.ToJsonString()}"
                ),
                StringComparer.Ordinal
            );

    private (EditReading? Reading, bool IsClear, Clause Clause) One(
        string text,
        Standing standing,
        Guid? target,
        EditWords words
    )
    {
        var step = StepOf(text, standing, target, words);
        foreach (var rule in Rules)
        {
            if (rule(step) is { } reading)
            {
                if (Later(step, reading) is { } later)
                {
                    return (later, true, step.Clause);
                }
                if (LeavesOut(step, reading))
                {
                    return (step.Ask("unclear"), false, step.Clause);
                }
                if (reading.Operations.Count > 0 && Coverage.LeftOver(step, reading.Operations) is { } left)
                {
                    return (step.Ask("unknown", left), false, step.Clause);
                }
                return (reading, !Incomplete.Contains(step.Asked) || step.Clause.Has(Verbs), step.Clause);
            }
        }
        return (null, false, step.Clause);
    }

    /// <summary>A price or hours of one month, or from one on: what stands now stands still.</summary>
    private static EditReading? Later(Step step, EditReading reading)
    {
        var changed = step
            .Standing.Facts.Where(fact =>
                fact.Kind is "price" or "hours"
                && reading.Operations.Any(operation => operation.Path == $"/facts/{fact.Id}")
            )
            .ToArray();
        return
            changed.Length > 0
            && step.Clause.Words.Find("month", step.Clause.Plain) is [var month, ..]
            && !step.Items.Any(item =>
                Clause
                    .PlainOf(item.Title)
                    .Contains(step.Clause.Plain.Substring(month.Start, month.Length), StringComparison.Ordinal)
            )
            ? step.Ask("later", step.Clause.Text.Substring(month.Start, month.Length))
            : null;
    }

    /// <summary>An amount or a quotation that is in nothing that is done and nowhere yet: a part of the wish was not understood.</summary>
    private static bool LeavesOut(Step step, EditReading reading)
    {
        if (reading.Operations.Count == 0)
        {
            return false;
        }
        var done = string.Join(
            '\n',
            reading.Operations.SelectMany(operation =>
                Coverage.ValuesIn(operation.Before).Concat(Coverage.ValuesIn(operation.After))
            )
        );
        var stands = string.Join(
            '\n',
            step.Texts()
                .Select(one => one.Text)
                .Concat(step.Standing.Facts.SelectMany(fact => Coverage.ValuesIn(fact.Value)))
        );
        var digits = string.Concat((done + stands).Where(char.IsAsciiDigit));
        return (
                !step.Clause.Has("not", "instead")
                && step.Clause.Quoted.Any(quoted =>
                    !PriceQualifiers.IsFrom(step.Clause, quoted)
                    && !Clause.PlainOf(done).Contains(Clause.PlainOf(quoted), StringComparison.Ordinal)
                    && !Clause.PlainOf(stands).Contains(Clause.PlainOf(quoted), StringComparison.Ordinal)
                )
            )
            || Numbers
                .In(step.Clause.Plain)
                // Smaller ones count: the second e-mail, nine o'clock.
                .Any(number =>
                    number is { Value: >= Countless, IsPercent: false }
                    && !digits.Contains(Numbers.Invariant(number.Value), StringComparison.Ordinal)
                    && !digits.Contains(
                        string.Concat(number.Written.Where(char.IsAsciiDigit)),
                        StringComparison.Ordinal
                    )
                );
    }

    private Step StepOf(string text, Standing standing, Guid? target, EditWords words) =>
        new(
            new Clause(
                text,
                words,
                Step.TextsOf(standing)
                    .SelectMany(one => Item.WordsOf(Clause.PlainOf(one.Text)))
                    .Select(word => word.Text)
                    .ToHashSet(StringComparer.Ordinal)
            ),
            standing,
            target,
            facts,
            blocks,
            frames
        );
}
