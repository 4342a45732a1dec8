using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace AiWebBuilder.Infrastructure.AiUsage.Providers;

/// <summary>
/// The messages of an answer: server-sent events, with or without the empty lines and the last word that belong to them, or JSON by
/// itself.
/// </summary>
internal sealed class CompatibleReader(Stream answer) : IDisposable
{
    /// <summary>Of one message: the longest answer that is asked for, in one piece, has a tenth of it.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly PipeReader bytes = PipeReader.Create(answer, new StreamPipeReaderOptions(bufferSize: 16 * 1024));
    private readonly Queue<CompatibleMessage> messages = new();

    /// <summary>What has come of an event whose JSON stands on several lines.</summary>
    private readonly StringBuilder data = new();

    private bool? isJson;
    private bool isError;
    private bool isOver;
    private bool hasChoice;
    private bool hasEnded;
    private bool endsBlank;

    /// <returns>Null: there are no more.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="IOException">It broke off, or is longer than any message.</exception>
    public async ValueTask<CompatibleMessage?> NextAsync(CancellationToken cancellationToken)
    {
        while (messages.Count == 0 && !isOver)
        {
            var part = await bytes.ReadAsync(cancellationToken);
            var rest = part.Buffer;
            isJson ??= BeginsAsJson(rest);
            if (isJson is false)
            {
                ReadLines(ref rest);
            }
            if (part.IsCompleted && !isOver)
            {
                ReadEnd(Encoding.UTF8.GetString(rest));
            }
            else if (Math.Max(rest.Length, data.Length) > MostBytes)
            {
                throw new IOException("A message is longer than any message is.");
            }
            bytes.AdvanceTo(rest.Start, rest.End);
        }
        return messages.TryDequeue(out var next) ? next : null;
    }

    public void Dispose() => bytes.Complete();

    /// <returns>Null: it has not begun.</returns>
    private static bool? BeginsAsJson(ReadOnlySequence<byte> bytes)
    {
        var begin = new SequenceReader<byte>(bytes);
        // Spaces, and the mark that some editors put in front of a text.
        begin.AdvancePastAny(" \t\r\n\uFEFF"u8);
        return begin.TryPeek(out var first) ? first == '{' : null;
    }

    private void ReadLines(ref ReadOnlySequence<byte> rest)
    {
        var reader = new SequenceReader<byte>(rest);
        while (!isOver && reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
        {
            ReadLine(Encoding.UTF8.GetString(line));
        }
        rest = reader.UnreadSequence;
    }

    private void ReadLine(string line)
    {
        line = line.Trim('\uFEFF', '\r', ' ');
        if (line.Length == 0)
        {
            EndEvent();
        }
        else if (line.StartsWith("event:", StringComparison.Ordinal))
        {
            isError = line.AsSpan(6).Trim() is "error";
        }
        else if (line.StartsWith("data:", StringComparison.Ordinal))
        {
            ReadData(line[5..].Trim());
        }
    }

    private void ReadData(string text)
    {
        if (text == "[DONE]")
        {
            EndEvent();
            End(inGoodOrder: true);
        }
        // Many servers send one event a line, and some nothing between them.
        else if (data.Length > 0 || text.StartsWith('{') && !TryRead(text, out _))
        {
            data.Append(text).Append('\n');
        }
    }

    private void EndEvent()
    {
        if (data.Length > 0 && !TryRead(data.ToString(), out _))
        {
            throw BrokenOff();
        }
        data.Clear();
        isError = false;
    }

    private void ReadEnd(string rest)
    {
        if (isJson is true)
        {
            for (var at = rest.IndexOf('{', StringComparison.Ordinal); at >= 0; )
            {
                at = TryRead(rest[at..], out var length) ? rest.IndexOf('{', at + length) : throw BrokenOff();
            }
        }
        else
        {
            ReadLine(rest);
            EndEvent();
        }
        if (!isOver)
        {
            End(inGoodOrder: isJson is true);
        }
    }

    private bool TryRead(string text, out int length)
    {
        using var json = LooseJson.ObjectAt(text, 0, out length);
        if (json is null)
        {
            return false;
        }
        var message = CompatibleMessage.Of(json.RootElement, isError, isAlone: isJson is true);
        messages.Enqueue(message);
        hasChoice |= message.HasChoice;
        hasEnded |= message.Ending is not null;
        endsBlank = message.HasChoice ? message.EndsBlank : endsBlank;
        isOver |= message.FailedAs is not null;
        return true;
    }

    /// <summary>There are endpoints that never say how an answer ended; that all of it has come is told otherwise.</summary>
    private void End(bool inGoodOrder)
    {
        isOver = true;
        if (hasChoice && !hasEnded && (inGoodOrder || endsBlank))
        {
            messages.Enqueue(CompatibleMessage.Stop);
        }
    }

    /// <summary>Not at its first letter: something of an answer has come.</summary>
    public static JsonException BrokenOff() =>
        new("The answer broke off.", path: null, lineNumber: 0, bytePositionInLine: 1);
}
