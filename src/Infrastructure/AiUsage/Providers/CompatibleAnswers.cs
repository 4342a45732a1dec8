using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace AiWebBuilder.Infrastructure.AiUsage.Providers;

/// <summary>
/// Puts the answers of compatible endpoints as OpenAI's package reads them. Each endpoint speaks the format with an accent of its own,
/// and the package throws an answer away, which has been paid for, over one word in it that OpenAI does not say. Passed on is only what
/// is used: the text, how it ended, what was counted.
/// </summary>
/// <param name="streamed">Whether events are asked for; else the answer in one piece. Endpoints send either, whatever they are asked for.</param>
internal sealed class CompatibleAnswers(HttpMessageHandler inner, bool streamed) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            return response;
        }
        var reader = new CompatibleReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        var said = await reader.NextAsync(cancellationToken);
        if (said?.FailedAs is { } status)
        {
            // An error in place of the answer: as if it had been sent as one.
            reader.Dispose();
            response.StatusCode = (HttpStatusCode)status;
            response.Content = new StringContent("""{"error":{"message":""}}""", Encoding.UTF8, "application/json");
        }
        else if (streamed)
        {
            response.Content = new StreamContent(new Events(said, reader));
            response.Content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        }
        else
        {
            using (reader)
            {
                response.Content = new ByteArrayContent(await WholeAsync(said, reader, cancellationToken));
                response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }
        }
        return response;
    }

    private static async Task<byte[]> WholeAsync(
        CompatibleMessage? said,
        CompatibleReader reader,
        CancellationToken cancellationToken
    )
    {
        var text = new StringBuilder();
        CompatibleMessage? whole = null;
        for (var next = said; next is { FailedAs: null }; next = await reader.NextAsync(cancellationToken))
        {
            text.Append(next.Text);
            whole = whole is null
                ? next
                : whole with
                {
                    HasChoice = whole.HasChoice || next.HasChoice,
                    Refusal = next.Refusal ?? whole.Refusal,
                    Ending = next.Ending ?? whole.Ending,
                    UnknownEnding = next.UnknownEnding ?? whole.UnknownEnding,
                    Usage = next.Usage ?? whole.Usage,
                };
        }
        return whole switch
        {
            null => throw new JsonException("There is no message in it."),
            { Ending: null } => throw CompatibleReader.BrokenOff(),
            _ => Json(whole with { Text = text.ToString() }, "chat.completion", "message"),
        };
    }

    private static byte[] Json(CompatibleMessage said, string kind, string part)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("id", said.Id);
            json.WriteString("object", kind);
            json.WriteNumber("created", 0);
            json.WriteString("model", said.Model);
            json.WriteStartArray("choices");
            if (said.HasChoice)
            {
                json.WriteStartObject();
                json.WriteNumber("index", 0);
                json.WriteStartObject(part);
                json.WriteString("role", "assistant");
                json.WriteString("content", said.Text);
                json.WriteString("refusal", said.Refusal);
                json.WriteEndObject();
                json.WriteString("finish_reason", said.Ending);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            if (said.Usage is { } usage)
            {
                json.WriteStartObject("usage");
                json.WriteNumber("prompt_tokens", usage.Input);
                json.WriteNumber("completion_tokens", usage.Output);
                json.WriteNumber("total_tokens", (long)usage.Input + usage.Output);
                json.WriteStartObject("prompt_tokens_details");
                json.WriteNumber("cached_tokens", usage.CacheRead);
                json.WriteNumber("cache_write_tokens", usage.CacheWrite5m);
                json.WriteEndObject();
                json.WriteStartObject("completion_tokens_details");
                json.WriteNumber("reasoning_tokens", usage.Reasoning);
                json.WriteEndObject();
                json.WriteEndObject();
            }
            if (said.UnknownEnding is { } word)
            {
                // Not the package's; read where the call is recorded.
                json.WriteString("unknown_ending", word);
            }
            json.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Message by message, as they come: no more is held than one of them.</summary>
    private sealed class Events(CompatibleMessage? first, CompatibleReader reader) : AnswerStream
    {
        private CompatibleMessage? next = first;
        private ReadOnlyMemory<byte> ready;
        private bool isOver = first is null;

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            if (ready.IsEmpty && !isOver)
            {
                next ??= await reader.NextAsync(cancellationToken);
                // An error in the middle: it ends without its last word.
                isOver = next is null or { FailedAs: not null };
                ready = isOver
                    ? default
                    : (byte[])[.. "data: "u8, .. Json(next!, "chat.completion.chunk", "delta"), .. "\n\n"u8];
                next = null;
            }
            var count = Math.Min(ready.Length, buffer.Length);
            ready[..count].CopyTo(buffer);
            ready = ready[count..];
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                reader.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
