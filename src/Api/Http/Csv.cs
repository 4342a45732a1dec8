using System.Globalization;
using System.Text;

namespace AiWebBuilder.Api.Http;

/// <summary>Tables as spreadsheets read them (RFC 4180).</summary>
internal static class Csv
{
    public const string MediaType = "text/csv; charset=utf-8";

    /// <summary>Writes the rows one by one, as they come.</summary>
    public static async Task WriteAsync<T>(
        Stream body,
        IAsyncEnumerable<T> rows,
        IReadOnlyList<(string Name, Func<T, object?> Of)> columns,
        CancellationToken cancellationToken
    )
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(false), leaveOpen: true);
        await writer.WriteAsync(string.Join(',', columns.Select(column => column.Name)) + "\r\n");
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await writer.WriteAsync(string.Join(',', columns.Select(column => Of(column.Of(row)))) + "\r\n");
        }
        await writer.FlushAsync(cancellationToken);
    }

    /// <summary>A cell that no spreadsheet takes for a formula (OWASP, "CSV Injection"): whoever chose the text may have meant one.</summary>
    public static string Cell(string text)
    {
        var guarded = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
        return guarded.AsSpan().IndexOfAny("\",\r\n") >= 0
            ? $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : guarded;
    }

    private static string Of(object? value) =>
        value switch
        {
            null => "",
            string text => Cell(text),
            bool flag => flag ? "true" : "false",
            // Never an exponent, which spreadsheets would round.
            decimal number => number.ToString("0.#########", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset at => at.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'",
                CultureInfo.InvariantCulture
            ),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => Cell(value.ToString()!),
        };
}
