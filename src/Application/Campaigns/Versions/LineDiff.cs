using DiffPlex;
using DiffPlex.Chunkers;

namespace AiWebBuilder.Application.Campaigns.Versions;

/// <summary>A line diff (Myers) that stays quick whatever it is given.</summary>
internal static class LineDiff
{
    /// <summary>
    /// Myers takes time by the square of the differences. Beyond so many lines between the first and the last difference, a
    /// person reads no line diff any more: they are shown as one block taken out and one put in.
    /// </summary>
    private const int MaxLines = 3000;

    /// <summary>A last line that both have and no stored text can hold: a single empty line would be no line to the library.</summary>
    private const string End = "\n\0";

    public static IReadOnlyList<DiffLine> Between(string before, string after)
    {
        var (old, current) = (Lines(before), Lines(after));
        var shorter = Math.Min(old.Length, current.Length);
        var head = old.AsSpan().CommonPrefixLength(current);
        var tail = 0;
        while (tail < shorter - head && old[^(tail + 1)] == current[^(tail + 1)])
        {
            tail++;
        }
        List<DiffLine> lines = [];
        Same(0, 0, head);
        Middle(old.AsSpan(head..^tail), current.AsSpan(head..^tail));
        Same(old.Length - tail, current.Length - tail, tail);
        return lines;

        void Middle(ReadOnlySpan<string> left, ReadOnlySpan<string> right)
        {
            if (left.Length is 0 or > MaxLines || right.Length is 0 or > MaxLines)
            {
                Deleted(head, left.Length);
                Inserted(head, right.Length);
                return;
            }
            var diff = Differ.Instance.CreateDiffs(
                string.Join('\n', left) + End,
                string.Join('\n', right) + End,
                ignoreWhiteSpace: false,
                ignoreCase: false,
                LineChunker.Instance
            );
            var (done, made) = (0, 0);
            foreach (var block in diff.DiffBlocks)
            {
                Same(head + done, head + made, block.DeleteStartA - done);
                Deleted(head + block.DeleteStartA, block.DeleteCountA);
                Inserted(head + block.InsertStartB, block.InsertCountB);
                (done, made) = (block.DeleteStartA + block.DeleteCountA, block.InsertStartB + block.InsertCountB);
            }
            Same(head + done, head + made, left.Length - done);
        }

        void Same(int from, int to, int count)
        {
            for (var i = 0; i < count; i++)
            {
                lines.Add(new DiffLine("unchanged", from + i + 1, to + i + 1, old[from + i]));
            }
        }

        void Deleted(int from, int count)
        {
            for (var i = from; i < from + count; i++)
            {
                lines.Add(new DiffLine("deleted", i + 1, null, old[i]));
            }
        }

        void Inserted(int from, int count)
        {
            for (var i = from; i < from + count; i++)
            {
                lines.Add(new DiffLine("inserted", null, i + 1, current[i]));
            }
        }
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").Split('\n');
}
