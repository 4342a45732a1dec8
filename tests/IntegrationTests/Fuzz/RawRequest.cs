using System.Globalization;
using System.Text;

namespace AiWebBuilder.IntegrationTests.Fuzz;

/// <summary>How a body comes.</summary>
internal enum Framing
{
    /// <summary>At once, with its length.</summary>
    Whole,

    /// <summary>In chunks of a few bytes.</summary>
    Chunked,

    /// <summary>With the length of a longer one, whose end never comes: the connection is good for nothing more.</summary>
    CutOff,
}

/// <summary>A request as bytes, which no client library has put right.</summary>
/// <param name="Operation">Whose generator made it.</param>
/// <param name="Target">Path and query, as they go over the wire.</param>
internal sealed record RawRequest(
    string Operation,
    string Method,
    string Target,
    IReadOnlyList<(string Name, string Value)> Headers,
    byte[]? Body,
    Framing Framing = Framing.Whole
)
{
    public byte[] ToBytes(string? token)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"{Method} {Target} HTTP/1.1\r\nHost: localhost\r\n");
        if (token is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Authorization: Bearer {token}\r\n");
        }
        foreach (var (name, value) in Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }
        if (Body is not null)
        {
            head.Append(
                CultureInfo.InvariantCulture,
                $"{(Framing == Framing.Chunked ? "Transfer-Encoding: chunked" : $"Content-Length: {Body.Length + (Framing == Framing.CutOff ? 100 : 0)}")}\r\n"
            );
        }
        head.Append("\r\n");
        byte[] body =
            Body is null ? []
            : Framing == Framing.Chunked ? [.. Body.Chunk(700).SelectMany(ChunkOf), .. "0\r\n\r\n"u8]
            : Body;
        return [.. Encoding.UTF8.GetBytes(head.ToString()), .. body];

        static byte[] ChunkOf(byte[] part) =>
            [.. Encoding.ASCII.GetBytes($"{part.Length:x}\r\n"), .. part, .. "\r\n"u8];
    }

    /// <summary>Enough to send it again by hand.</summary>
    public override string ToString()
    {
        var headers = string.Concat(Headers.Select(header => $"\n{header.Name}: {Cut(header.Value, 200)}"));
        var body = Body is null
            ? "no body"
            : $"{Body.Length} bytes {Convert.ToHexString(Body.AsSpan(0, Math.Min(Body.Length, 60)))}";
        return $"{Operation}: {Framing} {Method} {Cut(Target, 400)}{headers}\n{body}\n{Cut(Encoding.UTF8.GetString(Body ?? []), 600)}";
    }

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : $"{text[..length]}... ({text.Length})";
}
