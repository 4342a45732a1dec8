using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Edits;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits;

/// <summary>
/// Reads instructions by rules that are the same for all languages; what their words mean stands in <c>Words/</c>. Each rule is about one kind
/// of change and knows when it is not meant; what none is sure of is asked about. Several steps are read apart, one after the other.
/// </summary>
internal sealed class EditReader(IFactReader facts, IBlocks blocks) : IEditReader
{
    // No person asks for more at a time.
    private const int MostSteps = 40;

    // What is surest first: each takes only what it understands as a whole.
    private static readonly Func<Step, EditReading?>[] Rules =
    [
        Refusals.Read,
        Contradictions.Read,
        FormEdits.Read,
        ContactEdits.Read,
        HoursEdits.Read,
        ItemEdits.Read,
        PriceEdits.Read,
        SectionEdits.Read,
        TextEdits.Read,
        ReplacementEdits.Read,
        ThemeEdits.Read,
    ];

    public EditReading Read(string instruction, Standing standing, Guid? target = null)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        ArgumentNullException.ThrowIfNull(standing);
        var words = EditWords.Of(instruction, standing.Language);
        List<EditOperation> operations = [];
        EditReading? unchanged = null;
        foreach (var part in Steps.Of(instruction).Take(MostSteps))
        {
            foreach (var text in Apart(part, standing, target, words))
            {
                var reading = One(text, standing, target, words) ?? EditReading.Asking(words.Say("unclear"));
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
                    standing = standing.After(operation, operations.Count, Guid.CreateVersion7);
                    operations.Add(operation);
                }
            }
        }
        return operations.Count > 0
            ? new EditReading(operations)
            : unchanged ?? EditReading.Asking(words.Say("unclear"));
    }

    /// <summary>The steps of a sentence: it is cut at "and" and commas only where both sides are understood.</summary>
    private IEnumerable<string> Apart(string part, Standing standing, Guid? target, EditWords words)
    {
        // Two halves that contradict each other are each clear alone.
        if (Contradictions.Read(StepOf(part, standing, target, words)) is not null)
        {
            return [part];
        }
        List<(string Text, bool IsClear)> apart = [];
        foreach (var (start, end) in Steps.PiecesOf(part, words))
        {
            var text = part[start..end];
            var isClear = One(text, standing, target, words) is not null;
            if (apart.Count > 0 && !(isClear && apart[^1].IsClear))
            {
                var from = part.LastIndexOf(apart[^1].Text, start, StringComparison.Ordinal);
                var merged = part[from..end];
                apart[^1] = (merged, One(merged, standing, target, words) is not null);
            }
            else
            {
                apart.Add((text, isClear));
            }
        }
        return apart.Exists(one => !one.IsClear) ? [part] : apart.ConvertAll(one => one.Text);
    }

    private EditReading? One(string text, Standing standing, Guid? target, EditWords words)
    {
        var step = StepOf(text, standing, target, words);
        foreach (var rule in Rules)
        {
            if (rule(step) is { } reading)
            {
                return reading;
            }
        }
        return null;
    }

    private Step StepOf(string text, Standing standing, Guid? target, EditWords words) =>
        new(new Clause(text, words), standing, target, facts, blocks);
}
