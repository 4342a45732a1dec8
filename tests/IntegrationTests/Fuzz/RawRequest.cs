using System.Globalization;
using System.Text;

namespace AiWebBuilder.IntegrationTests.Fuzz;

/// <summary>A request as bytes, which no client library has put right.</summary>
/// <param name="Operation">Whose generator made it.</param>
/// <param name="Target">Path and query, as they go over the wire.</param>
internal sealed record RawRequest(
    string Operation,
    string Method,
    string Target,
    IReadOnlyList<(string Name, string Value)> Headers,
    byte[]? Body
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
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        }
        head.Append("\r\n");
        return [.. Encoding.UTF8.GetBytes(head.ToString()), .. Body ?? []];
    }

    /// <summary>Enough to send it again by hand.</summary>
    public override string ToString()
    {
        var headers = string.Concat(Headers.Select(header => $"\n{header.Name}: {Cut(header.Value, 200)}"));
        var body = Body is null
            ? "no body"
            : $"{Body.Length} bytes {Convert.ToHexString(Body.AsSpan(0, Math.Min(Body.Length, 60)))}";
        return $"{Operation}: {Method} {Cut(Target, 400)}{headers}\n{body}\n{Cut(Encoding.UTF8.GetString(Body ?? []), 600)}";
    }

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : $"{text[..length]}... ({text.Length})";
}
